/** The launcher's log: one line a record, each with the time and the name of who speaks. */
const WIDTH = 8;
const SHOW_CURSOR = "\x1b[?25h"; // what some programs say to a terminal that they do not have
const COLOURS = {
  corrente: 36,
  postgres: 34,
  portal: 35,
  gateway: 32,
  worker: 33,
  stripe: 90,
  mailbox: 90,
  chargers: 90,
};

/**
 * @param {string} name
 * @returns {(line: string) => void}
 */
export function prefixedWriter(name) {
  const coloured = process.stdout.isTTY && !process.env.NO_COLOR;
  const label = coloured ? `\x1b[${COLOURS[name] ?? 36}m${name.padEnd(WIDTH)}\x1b[0m` : name.padEnd(WIDTH);
  return (raw) => {
    const line = raw.replaceAll(SHOW_CURSOR, "");
    if (line.trim() === "") return;
    // Our own processes put the time first already.
    const [, time, text] = /^(\d\d:\d\d:\d\d) (.*)$/s.exec(line) ?? [
      null,
      new Date().toISOString().slice(11, 19),
      line,
    ];
    process.stdout.write(`${time} ${label} │ ${text}\n`);
  };
}

/**
 * What a newcomer needs to know, once everything answers.
 * @param {{ portal: string, gateway: string, inbox: string | null, stripe: string | null, isDemo:
 *   boolean }} places
 */
export function printWelcome({ portal, gateway, inbox, stripe, isDemo }) {
  const rows = [
    ["Portal", portal],
    ["Charger gateway", `${gateway}/ocpp/{stationId}`],
    ...(inbox ? [["Inbox (mail of the demo)", inbox]] : []),
    ...(stripe ? [["Stripe stand-in", stripe]] : []),
    ...(isDemo
      ? [
          ["Sign in", "owner@demo.corrente.test / corrente-demo"],
          ["A station for you", "id DEMO-VISITOR, password visitor-demo-1, token VISITOR1"],
        ]
      : [["A new operator", "npm run operator -- --help"]]),
    ["Stop", "Ctrl-C"],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `   ${name.padEnd(width)}   ${value}`);
  process.stdout.write(`\n   Corrente is running\n\n${lines.join("\n")}\n\n`);
}
