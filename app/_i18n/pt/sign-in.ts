import type { Shape } from "../en/shape";
import type { signIn as english } from "../en/sign-in";

export const signIn = {
  title: "Iniciar sessão",
} satisfies Shape<typeof english>;
