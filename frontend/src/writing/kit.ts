/** What the part for writing shares with the part for reading; one import, so that the built file names it once. */

export {
  type Answer,
  adopt,
  button,
  fill,
  find,
  greet,
  h,
  indent,
  invite,
  link,
  moment,
  put,
  Refusal,
  type Row,
  request,
  rest,
  sanitised,
  type View,
} from "../reading";
