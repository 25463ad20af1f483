// Each test drives a whole program and a browser. Two classes at a time: three were measured to take longer.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 2)]
[assembly: TestCollectionOrderer(typeof(Bunraku.EndToEnd.LongestFirst))]
[assembly: Trait("Category", "Browser")]
[assembly: Bunraku.EndToEnd.EndsStudios]
