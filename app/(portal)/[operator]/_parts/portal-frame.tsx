"use client";

import type { ReactNode } from "react";
import { endSession } from "@/app/(public)/sign-in/actions";
import { AppShell } from "@/app/_shell/app-shell";
import type { ShellProps } from "@/app/_shell/shell-types";
import { useApiClient } from "@/app/_trpc/client";
import { useLiveStatus } from "@/app/_trpc/live";

type Props = Pick<ShellProps, "operator" | "operators" | "user" | "allowed"> & { readonly children: ReactNode };

/**
 * Gives the shell what only the browser knows: the live connection, and how to ask the palette's
 * question.
 */
export function PortalFrame({ children, ...shell }: Props) {
  const client = useApiClient();
  const base = `/${shell.operator.slug}`;
  const search = async (query: string) =>
    (await client.overview.search.query({ query })).map((hit) => ({ ...hit, href: base + hit.path }));
  return (
    <AppShell {...shell} search={search} connection={useLiveStatus()} signOut={endSession}>
      {children}
    </AppShell>
  );
}
