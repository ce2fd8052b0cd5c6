import type { ReactNode } from "react";
import { getTranslator } from "@/app/_i18n/translator";
import type { NavId } from "@/app/_shell/nav";
import { ApiProvider } from "@/app/_trpc/client";
import { LiveProvider } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { may, type Right } from "@/server/domain/access/may";
import { PortalFrame } from "./_parts/portal-frame";

type Props = { readonly children: ReactNode; readonly params: Promise<{ operator: string }> };

const OPENS: Readonly<Record<NavId, Right>> = {
  overview: "overview:read",
  stations: "station:read",
  sessions: "session:read",
  tariffs: "tariff:read",
  drivers: "driver:read",
  partners: "partner:read",
  invoices: "invoice:read",
  team: "team:read",
  settings: "settings:read",
  audit: "audit:read",
};

/**
 * The frame of an operator's portal; someone who is no member learns nothing, not even that the
 * operator exists.
 */
export default async function PortalLayout({ children, params }: Props) {
  const { operator } = await params;
  const api = await portal(operator);
  const [membership, me] = await Promise.all([orNotFound(api.operators.current()), orNotFound(api.identity.me())]);
  const labels = await getTranslator("labels");
  const allowed = (Object.keys(OPENS) as NavId[]).filter((page) => may(membership.role, OPENS[page]));
  return (
    <ApiProvider operator={operator}>
      <LiveProvider operator={operator}>
        <PortalFrame
          operator={{ slug: membership.slug, name: membership.operatorName }}
          operators={me.memberships.map(({ slug, operatorName }) => ({ slug, name: operatorName }))}
          user={{ name: me.name, email: me.email, role: labels(`roles.${membership.role}`) }}
          allowed={allowed}
        >
          {children}
        </PortalFrame>
      </LiveProvider>
    </ApiProvider>
  );
}
