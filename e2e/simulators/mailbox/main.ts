import { parseArgs } from "node:util";
import { startMailbox } from "./mailbox";

const { values } = parseArgs({
  options: {
    "smtp-port": { type: "string", default: "0" },
    "http-port": { type: "string", default: "0" },
    dir: { type: "string" },
  },
});

const mailbox = await startMailbox({
  smtpPort: Number(values["smtp-port"]),
  httpPort: Number(values["http-port"]),
  ...(values.dir ? { dir: values.dir } : {}),
});
console.log(`Mailbox takes mail at ${mailbox.smtpUrl}, read it at ${mailbox.url}`);

const stop = () => void mailbox.close().then(() => process.exit(0));
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
