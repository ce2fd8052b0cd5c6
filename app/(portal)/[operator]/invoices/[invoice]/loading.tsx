import { DetailSkeleton } from "@/app/_ui/skeleton";

export default function Loading() {
  return <DetailSkeleton />;
}
