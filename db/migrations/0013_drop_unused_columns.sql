-- What nobody wrote or nobody read: a right password takes its attempts away, pictures of people are shown nowhere, a refused call keeps Stripe's
-- request id in its error.
ALTER TABLE "sign_in_attempts" DROP COLUMN "succeeded";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "image";--> statement-breakpoint
ALTER TABLE "stripe_operations" DROP COLUMN "stripe_request_id";