[assembly: Trait("Category", "Benchmark")]
