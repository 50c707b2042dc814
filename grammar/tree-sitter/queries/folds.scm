[
  (block)
  (set)
  (comment)+
] @fold
