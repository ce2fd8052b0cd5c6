import type { Shape } from "../en/shape";
import type { team as english } from "../en/team";

export const team = {
  title: "Equipa",
  description: "Quem pode agir por este operador, e em que papel.",
  you: "você",
  email: "E-mail",
  role: "Papel",
  roleOf: "Papel de {name}",
  since: "Membro desde",
  invite: "Convidar",
  inviteTitle: "Convidar um colega",
  inviteHint: "Recebe uma ligação por e-mail que funciona uma vez, durante sete dias.",
  sendInvitation: "Enviar o convite",
  invited: "O convite para {email} está a caminho",
  invitations: "Convites em aberto",
  invitationsHint: "Um novo convite para o mesmo endereço substitui o anterior.",
  invitedAt: "Convidado",
  expiresAt: "Expira",
  revoke: "Retirar",
  removeTitle: "Remover {name} da equipa?",
  removeText: "Perde o acesso de imediato. O que fez permanece no registo de auditoria.",
  roleHints: {
    owner: "Tudo, incluindo a própria equipa",
    operator: "Postos, sessões e condutores",
    tariff_manager: "Preços e onde se aplicam",
    finance: "Faturas, pagamentos, condutores e parceiros",
    technician: "Postos e os seus comandos",
    viewer: "Consulta, não altera nada",
  },
} satisfies Shape<typeof english>;
