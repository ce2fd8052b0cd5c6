import { findings } from "@/app/_i18n/en/findings";
import { getTranslator } from "@/app/_i18n/translator";

type Code = keyof typeof findings;

/** Says a finding's code as a sentence; one that this version has no words for stands as it is. */
export async function getFindingText(): Promise<(code: string) => string> {
  const t = await getTranslator("findings");
  return (code) => (isKnown(code) ? t(code) : code);
}

const isKnown = (code: string): code is Code => Object.hasOwn(findings, code);
