"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/app/_trpc/client";
import type { Holder, TokenRow } from "./holder-types";

type TokenKind = TokenRow["kind"];

type Facts = { uid: string; kind: TokenKind; label: string; contractId: string; lastDay: string | null };
type Change = { tokenId: string; kind: TokenKind; label: string; lastDay: string | null };
type States = { tokenIds: string[]; state: "active" | "blocked" | "expired" };

/** What may be done with a holder's tokens, by the procedures of its kind. */
export function useTokenActs(holder: Holder) {
  const trpc = useTRPC();
  const router = useRouter();
  const isDriver = holder.kind === "driver";
  const refresh = { onSuccess: () => router.refresh() };
  const ofDriver = {
    issue: useMutation(trpc.drivers.issueToken.mutationOptions(refresh)),
    update: useMutation(trpc.drivers.updateToken.mutationOptions(refresh)),
    setState: useMutation(trpc.drivers.setTokenState.mutationOptions(refresh)),
  };
  const ofPartner = {
    issue: useMutation(trpc.partners.issueToken.mutationOptions(refresh)),
    update: useMutation(trpc.partners.updateToken.mutationOptions(refresh)),
    setState: useMutation(trpc.partners.setTokenState.mutationOptions(refresh)),
  };
  const mine = isDriver ? ofDriver : ofPartner;
  return {
    issue: ({ contractId, ...facts }: Facts) =>
      holder.kind === "driver"
        ? ofDriver.issue.mutateAsync({ driverId: holder.driverId, ...facts })
        : ofPartner.issue.mutateAsync({ partnerId: holder.partnerId, contractId, ...facts }),
    update: (change: Change) => mine.update.mutateAsync(change),
    setState: (states: States) => mine.setState.mutateAsync(states),
    issueError: mine.issue.error,
    updateError: mine.update.error,
    isPending: mine.issue.isPending || mine.update.isPending || mine.setState.isPending,
  };
}
