/** True under `next dev`, where React needs eval() and a hot-reload socket. */
export const isDevelopment = process.env.NODE_ENV === "development";
