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
  network: "The server did not answer. Look whether it was done before you try again.",
} as const;
