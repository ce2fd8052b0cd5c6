/** What went wrong, what was kept, what to do next. */
export const errors = {
  title: "This did not work",
  unexpected:
    "Something failed on our side. Nothing you entered was changed. Try again; if it stays, tell support the reference.",
  reference: "Reference {id}",
  retry: "Try again",
  home: "To the overview",
  notFoundTitle: "Nothing at this address",
  notFound: "It may have been removed, or it belongs to another operator.",
  forbiddenTitle: "You may not open this",
  forbidden: "Ask an owner of this operator for the right role.",
  offline: "No connection. What you typed is kept here; try again when you are online.",
  invalid: "Please look at the marked fields. What you typed is kept.",
  network: "The server did not answer. Nothing was changed.",
  refusal: {
    INVALID: "Please check what you entered.",
    UNAUTHENTICATED: "Please sign in again. What you typed is kept on this page.",
    FORBIDDEN: "Your role may not do this.",
    NOT_FOUND: "It is no longer there.",
    CONFLICT: "Somebody changed this in the meantime. Load it again and repeat your change.",
    TOO_MANY_REQUESTS: "Too many attempts. Wait a moment and try again.",
    UNAVAILABLE: "That part is not reachable at the moment. Nothing was changed; try again shortly.",
  },
} as const;
