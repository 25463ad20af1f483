// Each test drives a whole program and a browser: side by side they would measure each other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: Trait("Category", "Browser")]
[assembly: Bunraku.EndToEnd.EndsStudios]
