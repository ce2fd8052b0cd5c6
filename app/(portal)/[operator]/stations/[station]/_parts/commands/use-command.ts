"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { toast } from "@/app/_ui/feedback/toast";

/**
 * Asks the station for something; its answer comes with the next refresh of the page. A refusal
 * rejects, with the sentence to show.
 */
export function useCommand(stationId: string) {
  const t = useTranslations("stations.command");
  const trpc = useTRPC();
  const router = useRouter();
  const { mutateAsync, isPending } = useMutation(
    trpc.stations.command.mutationOptions({
      onSuccess: () => {
        toast.done(t("requested"));
        router.refresh();
      },
    }),
  );
  type CommandInput = Parameters<typeof mutateAsync>[0]["command"];
  return {
    isPending,
    request: async (command: CommandInput): Promise<void> => {
      try {
        await mutateAsync({ stationId, command });
      } catch (error) {
        // dialogs show what is thrown at them: give them the refusal's own words
        throw new Error(errorFacts(error).message, { cause: error });
      }
    },
  };
}

export type CommandInput = Parameters<ReturnType<typeof useCommand>["request"]>[0];
