/** Next's place for what hears the browser's router; its file name and this export's are Next's demand. */
export { onNavigationStart as onRouterTransitionStart } from "@/app/_shell/navigation-progress";
