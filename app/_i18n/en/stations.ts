export const stations = {
  title: "Stations",
} as const;
