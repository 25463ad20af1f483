using Bunraku.Core.Characters;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

public sealed class ConvertCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("lambda_00")]
    [InlineData("lambda_01")]
    public async Task A_converted_character_differs_in_no_value(string name)
    {
        string original = SharedData.Path("character_models", name);

        (await CliRun.OfAsync("convert", original, "-o", _folder["copy"])).Succeeded();

        Assert.Equal(CharacterModel.Load(original).ContentHash, CharacterModel.Load(_folder["copy"]).ContentHash);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_reported() =>
        (await CliRun.OfAsync("convert", SharedData.Path("character_models", "lambda_00"), "-o", Path.Combine(_folder.Write("taken", ""), "copy"))).Refused("taken");
}
