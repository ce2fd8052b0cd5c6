import type { audit as english } from "../en/audit";
import type { Shape } from "../en/shape";

export const audit = {
  title: "Registo de auditoria",
  description: "Todas as alterações, por quem e quando. Os registos nunca são editados nem removidos.",
  at: "Quando",
  actor: "Quem",
  system: "Corrente",
  action: "O quê",
  subject: "Sobre",
  ip: "De",
  data: "Detalhes",
  show: "Ver",
  search: "Procurar pessoas e detalhes",
  filterAction: "Ação, como tariffs.publish",
  nothingYet: "Ainda nada mudou",
  emptyTitle: "Sem resultados",
  emptyText: "As alterações feitas no portal e pelo próprio produto aparecem aqui.",
} satisfies Shape<typeof english>;
