/**
 * The keys of an English catalogue with any words: what a translation must hold. A missing key is a
 * type error.
 */
export type Shape<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : Shape<Catalogue[Key]>;
};
