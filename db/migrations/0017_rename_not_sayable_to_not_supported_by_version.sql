-- A command that a station's version of OCPP cannot express is refused before it is sent; the code of that refusal has a new name.
ALTER TABLE station_commands NO FORCE ROW LEVEL SECURITY; -- the owner changes rows of all operators here
--> statement-breakpoint
UPDATE station_commands SET result = jsonb_set(result, '{errorCode}', '"NotSupportedByVersion"')
 WHERE result @> '{"type": "refused", "errorCode": "NotSayable"}';
--> statement-breakpoint
ALTER TABLE station_commands FORCE ROW LEVEL SECURITY;
