export default function Story() {
  return null;
}
