using Bunraku.Core.Files;

namespace Bunraku.Core.Tests.Files;

public sealed class UserFoldersTests
{
    [Theory]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("/nonexistent/home")]
    public void What_is_no_folder_is_no_home(string named) => Assert.Null(UserFolders.HomeOf(named));

    [Fact]
    public void A_folder_can_be_made_where_the_nearest_that_exists_can_be_written()
    {
        string existing = Directory.CreateTempSubdirectory("bunraku folders ").FullName;
        try
        {
            Assert.True(UserFolders.CanBeMade(existing));
            Assert.True(UserFolders.CanBeMade(Path.Combine(existing, "a", "b")));
            File.WriteAllText(Path.Combine(existing, "file"), "");
            Assert.False(UserFolders.CanBeMade(Path.Combine(existing, "file", "b")) && !OperatingSystem.IsWindows());
        }
        finally
        {
            Directory.Delete(existing, recursive: true);
        }
    }
}
