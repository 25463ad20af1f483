// Each test drives a whole program and a browser, and waits for them half of the time. More than three classes at a time would wait for each other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 3)]
[assembly: TestCollectionOrderer(typeof(Bunraku.EndToEnd.LongestFirst))]
[assembly: Trait("Category", "Browser")]
[assembly: Bunraku.EndToEnd.EndsStudios]
