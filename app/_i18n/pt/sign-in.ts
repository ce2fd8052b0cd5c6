import type { Shape } from "../en/shape";
import type { signIn as english } from "../en/sign-in";

export const signIn = {
  title: "Iniciar sessão",
  email: "E-mail",
  password: "Palavra-passe",
  submit: "Iniciar sessão",
  useLink: "Receber antes uma ligação",
  usePassword: "Usar antes a palavra-passe",
  sendLink: "Enviar a ligação",
  wrong: "Este e-mail e esta palavra-passe não correspondem.",
  tooMany: "Demasiadas tentativas. Tente de novo dentro de 15 minutos.",
  linkFailed: "Esta ligação já foi usada ou expirou. Peça uma nova.",
  checkMailTitle: "Veja o seu e-mail",
  checkMailText: "Se o endereço pertencer a alguém, a ligação está a caminho. Funciona uma vez, durante 15 minutos.",
  confirmText: "Pediu para iniciar sessão como {email}. A ligação funciona uma vez.",
  back: "Voltar ao início de sessão",
  name: "O seu nome",
  newPassword: "Nova palavra-passe",
  passwordHint: "Pelo menos 12 caracteres.",
  accept: "Aderir",
  invitationTitle: "Aderir a {operator}",
  invitationText: "Foi convidado como {role}. Vai iniciar sessão com {email}.",
  invitationGoneTitle: "Este convite já não existe",
  invitationGone: "Este convite já foi usado, retirado ou expirou. Peça um novo.",
  noOperatorTitle: "Ainda sem operador",
  noOperatorText: "Não pertence a nenhum operador. Peça a um colega que o convide.",
} satisfies Shape<typeof english>;
