/**
 * Next calls this on every navigation of the browser's router; it demands this file name and
 * export.
 */
export { onNavigationStart as onRouterTransitionStart } from "@/app/_shell/navigation-progress";
