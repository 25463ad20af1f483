using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Tests.Files;

public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A path whose text leads through the same link again without end, although the system finds the folder.</summary>
    [Fact]
    public void A_link_through_another_link_leads_where_the_system_leads()
    {
        Directory.CreateDirectory(_folder.File("other/loop/inner"));
        Directory.CreateDirectory(_folder.File("other/folder"));
        Directory.CreateSymbolicLink(_folder.File("s"), _folder.File("other/folder"));
        Directory.CreateSymbolicLink(_folder.File("loop"), "s/../loop/inner");

        Assert.Equal(_folder.File("other/loop/inner"), RealPath.Of(_folder.File("loop")));
    }

    [Fact]
    public void A_circle_of_links_is_bad_input()
    {
        Directory.CreateSymbolicLink(_folder.File("loop"), "loop/inner");

        Assert.Contains("40 links", Assert.Throws<BadInputException>(() => RealPath.Of(_folder.File("loop"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_does_not_exist_is_returned_in_full() => Assert.Equal(_folder.File("a/b"), RealPath.Of(_folder.File("a/c/../b/")));
}
