import type { errors as english } from "../en/errors";
import type { Shape } from "../en/shape";

export const errors = {
  title: "Não funcionou",
  unexpected:
    "Algo falhou do nosso lado. Nada do que introduziu foi alterado. Tente de novo; se persistir, indique a referência ao apoio.",
  reference: "Referência {id}",
  retry: "Tentar de novo",
  home: "Para a visão geral",
  notFoundTitle: "Não há nada neste endereço",
  notFound: "Pode ter sido removido ou pertencer a outro operador.",
  network: "O servidor não respondeu. Veja se ficou feito antes de tentar de novo.",
} satisfies Shape<typeof english>;
