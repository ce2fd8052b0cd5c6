/** What a person reads when mail cannot leave. */
export const NO_MAIL_SERVER = "No mail server is configured (SMTP_URL).";
