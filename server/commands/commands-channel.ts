/** The Postgres channel on which a station's id is said when it has a new command. */
export const COMMANDS_CHANNEL = "corrente_commands";
