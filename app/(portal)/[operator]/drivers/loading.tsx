import { ListSkeleton } from "@/app/_ui/skeleton";

export default function Loading() {
  return <ListSkeleton />;
}
