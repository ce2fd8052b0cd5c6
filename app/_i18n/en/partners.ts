export const partners = {
  title: "Partners",
} as const;
