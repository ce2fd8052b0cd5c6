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
  forbiddenTitle: "Não pode abrir esta página",
  forbidden: "Peça a função certa a um proprietário deste operador.",
  offline: "Sem ligação. O que escreveu fica guardado aqui; tente de novo quando estiver ligado.",
  invalid: "Verifique os campos assinalados. O que escreveu foi mantido.",
  network: "O servidor não respondeu. Nada foi alterado.",
  refusal: {
    INVALID: "Verifique o que introduziu.",
    UNAUTHENTICATED: "Inicie sessão de novo. O que escreveu fica nesta página.",
    FORBIDDEN: "A sua função não permite isto.",
    NOT_FOUND: "Já não existe.",
    CONFLICT: "Alguém alterou isto entretanto. Carregue de novo e repita a alteração.",
    TOO_MANY_REQUESTS: "Demasiadas tentativas. Aguarde um momento e tente de novo.",
    UNAVAILABLE: "Essa parte não está acessível de momento. Nada foi alterado; tente daqui a pouco.",
  },
} satisfies Shape<typeof english>;
