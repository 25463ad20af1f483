using System.Text;
using Bunraku.Core.Characters;
using CsCheck;

namespace Bunraku.Core.Tests.Characters;

public sealed class CharacterYamlTests
{
    private const string Faces = "face_morpher_file_name: f.pt\nbody_morpher_file_name: b.pt\n";

    [Theory]
    [InlineData("character_image_file_name: c.png\r\nface_morpher_file_name: f.pt\r\nbody_morpher_file_name: b.pt")]
    [InlineData("\uFEFFcharacter_image_file_name: c.png\nface_morpher_file_name: f.pt\nbody_morpher_file_name: b.pt\n")]
    [InlineData("# comment\nbody_morpher_file_name: 'b.pt'\nface_morpher_file_name: \"f.pt\"\ncharacter_image_file_name: c.png # comment\n")]
    [InlineData("{character_image_file_name: c.png, face_morpher_file_name: f.pt, body_morpher_file_name: b.pt}")]
    [InlineData("---\nauthor: {name: [x, 1, null]}\n? [odd, key]\n: 5\ncharacter_image_file_name: c.png\nface_morpher_file_name: f.pt\nbody_morpher_file_name: b.pt\n...\n")]
    public void Every_way_to_write_three_names_is_read(string text) => Assert.Equal(new CharacterYaml("c.png", "f.pt", "b.pt"), Parse(text));

    [Fact]
    public void Names_may_have_spaces_and_any_script()
    {
        Assert.Equal("my größe 大/c.png", Parse("character_image_file_name: my größe 大/c.png\n" + Faces).Picture);
        Assert.Equal("12", Parse("character_image_file_name: '12'\n" + Faces).Picture);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var yaml = new CharacterYaml("c.png", "f.pt", "b.pt");

        Assert.Equal("character_image_file_name: c.png\nface_morpher_file_name: f.pt\nbody_morpher_file_name: b.pt\n", yaml.ToText());
        Assert.Equal(yaml, Parse(yaml.ToText()));
    }

    [Theory]
    [InlineData("character_image_file_name")]
    [InlineData("face_morpher_file_name")]
    [InlineData("body_morpher_file_name")]
    public void Missing_key_is_named(string key) => Refused(SampleCharacter.Yaml.Replace(key, "something_else", StringComparison.Ordinal), $"the key {key} is missing");

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("-1.5e3")]
    [InlineData("yes")]
    [InlineData("False")]
    [InlineData("[c.png]")]
    [InlineData("{file: c.png}")]
    public void Value_that_is_not_text_is_reported_with_its_key(string value) =>
        Refused($"character_image_file_name: {value}\n{Faces}", "the value of character_image_file_name is not text");

    [Theory]
    [InlineData("character_image_file_name: !!python/object/apply:os.system [echo]\n" + Faces, "line 1 has a tag")]
    [InlineData("character_image_file_name: !!str c.png\n" + Faces, "line 1 has a tag")]
    [InlineData("other: !x 1\ncharacter_image_file_name: c.png\n" + Faces, "line 1 has a tag")]
    [InlineData("!!map {character_image_file_name: c.png}", "line 1 has a tag")]
    [InlineData("character_image_file_name: &a c.png\n" + Faces, "line 1 has an anchor")]
    [InlineData("a: &a [x]\nb: [*a, *a]\n" + Faces, "line 1 has an anchor")]
    [InlineData("character_image_file_name: *a\n" + Faces, "line 1")]
    [InlineData("<<: *a\n" + Faces, "line 1")]
    public void Tags_anchors_and_aliases_are_refused(string text, string words) => Refused(text, words);

    [Theory]
    [InlineData("", "not part of one list")]
    [InlineData("# nothing\n", "not part of one list")]
    [InlineData("just text", "not part of one list of keys and values")]
    [InlineData("- c.png\n- f.pt\n", "not part of one list of keys and values")]
    [InlineData(Faces + "character_image_file_name: c.png\n---\nsecond: document\n", "not part of one list of keys and values")]
    [InlineData(Faces + Faces, "the key face_morpher_file_name occurs twice")]
    [InlineData("a: b\nx:\n\ty: 1\n", "line 3 is not YAML")]
    [InlineData("a: b: c: [", "is not YAML")]
    [InlineData("a: [", "the file ends too early")]
    [InlineData("a: b\n[a{b", "is not YAML (While scanning a simple key")]
    [InlineData("a: \"\\UFFFFFFFF\"", "is not YAML")]
    [InlineData("character_image_file_name: c.png\n" + Faces + "\0hidden", "is not text")]
    public void Anything_else_is_reported(string text, string words) => Refused(text, words);

    [Fact]
    public void Large_file_is_refused() => Refused(new string('#', 8193), "8193 bytes");

    [Fact]
    public void Deep_nesting_is_refused() => Refused("x: " + new string('[', 100) + new string(']', 100) + "\n" + Faces, "nested deeper than 16");

    [Fact]
    public void File_that_is_not_utf8_is_refused()
    {
        CharacterModelException error = Assert.Throws<CharacterModelException>(() => CharacterYaml.Parse([0xFF, 0xFE, (byte)'a', 0], "x.yaml"));

        Assert.Contains("not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_text_is_read_or_refused()
    {
        const string Telling = "abc:-?[]{},&*!|>'\"%@`# \n\t\r\\xUu0~\uFEFF\u2028\0\U0001F600<=.";
        Gen<char> telling = Gen.Int[0, Telling.Length - 1].Select(i => Telling[i]);
        Gen.OneOf(telling, telling, Gen.Char).Array[0, 40].Sample(
            text =>
            {
                try
                {
                    CharacterYaml.Parse(Encoding.UTF8.GetBytes(text), "x.yaml");
                }
                catch (CharacterModelException error)
                {
                    Assert.StartsWith("x.yaml: ", error.Message, StringComparison.Ordinal);
                }
            },
            iter: 20_000);
    }

    private static CharacterYaml Parse(string text) => CharacterYaml.Parse(Encoding.UTF8.GetBytes(text), "x.yaml");

    private static void Refused(string text, string words)
    {
        CharacterModelException error = Assert.Throws<CharacterModelException>(() => Parse(text));
        Assert.Equal("x.yaml", error.Path);
        Assert.StartsWith("x.yaml: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }
}
