export const tariffs = {
  title: "Tariffs",
} as const;
