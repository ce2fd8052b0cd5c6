import { useTranslations } from "use-intl/react";
import type { Choice } from "@/app/_ui/fields/choice";
import { ROLES, type Role } from "@/server/domain/access/role";

/** The roles to choose from, each with what it may do. */
export function useRoleChoices(): readonly Choice<Role>[] {
  const labels = useTranslations("labels");
  const t = useTranslations("team");
  return ROLES.map((role) => ({ value: role, label: labels(`roles.${role}`), hint: t(`roleHints.${role}`) }));
}
