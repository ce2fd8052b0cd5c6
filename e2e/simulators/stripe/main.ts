import { parseArgs } from "node:util";
import { startStripeStandIn } from "./stripe-stand-in";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    "webhook-url": { type: "string" },
    "webhook-secret": { type: "string" },
    data: { type: "string" },
  },
});

const standIn = await startStripeStandIn({
  port: Number(values.port),
  ...(values["webhook-url"] ? { webhookUrl: values["webhook-url"] } : {}),
  ...(values["webhook-secret"] ? { webhookSecret: values["webhook-secret"] } : {}),
  ...(values.data ? { dataFile: values.data } : {}),
});
console.log(`Stripe stand-in on ${standIn.url} (no money moves), webhooks to ${values["webhook-url"] ?? "nobody"}`);

const stop = () => void standIn.close().then(() => process.exit(0));
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
