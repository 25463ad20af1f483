using Bunraku.Core.Errors;
using Bunraku.Studio.Features.Characters;

namespace Bunraku.Studio.Tests.Characters;

public sealed class TypedPathTests
{
    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
    private static readonly string Root = Path.GetPathRoot(Home)!;

    [Fact]
    public void Path_is_understood_as_people_paste_it()
    {
        string expected = Path.Combine(Root, "characters", "mika doe");

        Assert.Equal(expected, TypedPath.Resolve($"  \"{expected}\"  "));
        Assert.Equal(expected, TypedPath.Resolve($"'{expected}{Path.DirectorySeparatorChar}'"));
        Assert.Equal(expected, TypedPath.Resolve(new Uri(expected).AbsoluteUri));
        Assert.Equal(Path.Combine(Home, "mika"), TypedPath.Resolve("~/mika"));
        Assert.Equal(Home, TypedPath.Resolve("~"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"\"")]
    [InlineData("a\0b")]
    public void What_is_no_path_is_refused_with_advice(string typed)
    {
        var exception = Assert.Throws<BadInputException>(() => TypedPath.Resolve(typed));

        Assert.Contains("type or paste the path", exception.Message, StringComparison.Ordinal);
    }
}
