import { list, retrieve, type Endpoint } from "../base/endpoint";

export const events: Record<string, Endpoint> = {
  "Events.retrieve": retrieve("events"),
  "Events.list": {
    ...list("events", ["created", "type"], (event, params) => {
      const types = (params as { types?: string[] }).types;
      return !types || types.includes(event.type);
    }),
    supportedParams: ["limit", "starting_after", "ending_before", "created", "type", "types", "expand"],
  },
};
