using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.TestSupport;

namespace Bunraku.Studio.Tests.Characters;

public sealed class CharacterPicturesTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly CharacterPictures _pictures = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Picture_of_a_loaded_character_outlives_any_number_of_others()
    {
        CharacterModel character = TestCharacter.Create();
        string address = _pictures.AddressOf(character);
        for (int i = 0; i < 600; i++)
        {
            _pictures.AddressOf(Path.Combine(_disk.Path, $"{i}"));
        }

        Assert.Equal(address, _pictures.AddressOf(character));
        Assert.NotNull(Find(address));
    }

    [Fact]
    public void Picture_that_was_dropped_from_memory_is_made_again()
    {
        var pictures = new CharacterPictures { MostKept = 3 };
        CharacterModel[] characters = [.. Enumerable.Range(0, 8).Select(_ => TestCharacter.Create())];
        string[] addresses = [.. characters.Select(pictures.AddressOf)];

        byte[]? first = Find(pictures, addresses[0]);
        Assert.All(addresses, address => Assert.NotNull(Find(pictures, address)));
        byte[]? again = Find(pictures, addresses[0]);
        Assert.NotSame(first, again);
        Assert.Equal(first!, again!);
        Assert.Same(again, Find(pictures, addresses[0]));
        GC.KeepAlive(characters);
    }

    [Fact]
    public void Folder_whose_picture_was_replaced_has_another_address_and_the_new_picture()
    {
        string folder = _disk.Folder("mika");
        Copy(TestData.Koito, folder);
        string before = _pictures.AddressOf(folder);
        byte[] old = Find(before)!;
        Assert.Equal(before, _pictures.AddressOf(folder));

        foreach (string file in Directory.GetFiles(folder))
        {
            File.Delete(file);
        }

        StraightImage figure = DrawnFigure.Draw();
        new CharacterModel("mika", ImageConversion.ToNetwork(figure, "figure"), CharacterModel.Load(TestData.Koito).Weights) { SourceImage = figure }.Save(folder, overwrite: true);

        Assert.NotEqual(before, _pictures.AddressOf(folder));
        Assert.NotEqual(old, Find(_pictures.AddressOf(folder))!);
    }

    [Fact]
    public void Character_that_could_not_be_loaded_once_is_tried_again()
    {
        string folder = _disk.Folder("mika");
        Assert.Null(Find(_pictures.AddressOf(folder)));

        Copy(TestData.Koito, folder);

        Assert.NotNull(Find(_pictures.AddressOf(folder)));
    }

    private static void Copy(string character, string folder)
    {
        foreach (string file in Directory.GetFiles(character))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private byte[]? Find(string address) => Find(_pictures, address);

    private static byte[]? Find(CharacterPictures pictures, string address) => pictures.Find(address.Split('/')[2]);
}
