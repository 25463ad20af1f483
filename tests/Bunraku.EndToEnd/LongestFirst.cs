using Xunit.Sdk;
using Xunit.v3;

namespace Bunraku.EndToEnd;

/// <summary>The class that takes by far the longest begins first: at the end it would run alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => collection.TestCollectionDisplayName.Contains(nameof(EveryButtonTests), StringComparison.Ordinal))];
}
