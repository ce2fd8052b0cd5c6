export const drivers = {
  title: "Drivers",
} as const;
