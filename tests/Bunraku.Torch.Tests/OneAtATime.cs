// libtorch uses all cores by itself, and two systems side by side would not fit into a small machine.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: Trait("Category", "Slow")]
