using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Tests.Files;

public sealed class TypedPathTests
{
    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
    private static readonly string Root = Path.GetPathRoot(Home)!;

    [Fact]
    public void Path_is_understood_as_people_paste_it()
    {
        string expected = Path.Combine(Root, "characters", "mika doe");

        Assert.Equal(expected, TypedPath.Resolve($"  \"{expected}\"  ", Phrase.Of("a folder")));
        Assert.Equal(expected, TypedPath.Resolve($"'{expected}{Path.DirectorySeparatorChar}'", Phrase.Of("a folder")));
        Assert.Equal(expected, TypedPath.Resolve(new Uri(expected).AbsoluteUri, Phrase.Of("a folder")));
        Assert.Equal(Path.Combine(Home, "mika"), TypedPath.Resolve("~/mika", Phrase.Of("a folder")));
        Assert.Equal(Home, TypedPath.Resolve("~", Phrase.Of("a folder")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"\"")]
    [InlineData("a\0b")]
    public void What_is_no_path_is_refused_with_advice(string typed)
    {
        var exception = Assert.Throws<BadInputException>(() => TypedPath.Resolve(typed, Phrase.Of("a folder")));

        Assert.Contains("type or paste the path", exception.Message, StringComparison.Ordinal);
    }
}
