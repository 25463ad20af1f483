using System.Text.Json;
using Bunraku.Core.Machine;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

public sealed class InfoCommandTests
{
    [Fact]
    public async Task The_table_names_the_parts_of_a_character()
    {
        string output = (await CliRun.OfAsync("info", Character, "--no-mask")).Succeeded().Output;

        Assert.All([Path.GetFileName(Character), "512 x 512", "121,476 parameters", "331,567 parameters", "47->360"], text => Assert.Contains(text, output, StringComparison.Ordinal));
        Assert.DoesNotContain("support mask", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_has_the_same_facts()
    {
        string output = (await CliRun.OfAsync("info", Character, "--no-mask", "--json")).Succeeded().Output;

        JsonElement report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(Path.GetFileName(Character), report.GetProperty("name").GetString());
        Assert.Equal(64, report.GetProperty("contentHash").GetString()!.Length);
        Assert.Equal(331_567, report.GetProperty("bodyMorpher").GetProperty("parameters").GetInt32());
        Assert.Equal(new FileInfo(Path.Combine(Character, "character.png")).Length, report.GetProperty("picture").GetProperty("fileBytes").GetInt64());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("supportMask").ValueKind);
    }

    [Fact]
    public async Task The_support_mask_is_a_part_of_the_frame()
    {
        string output = (await CliRun.OfAsync("info", Character, "--json")).Succeeded().Output;

        Assert.InRange(JsonDocument.Parse(output).RootElement.GetProperty("supportMask").GetProperty("coverage").GetDouble(), 0.1, 0.9);
    }

    [Fact]
    public async Task The_machine_is_shown_and_checked_without_a_character()
    {
        string output = (await CliRun.OfAsync("info", "--machine")).Succeeded().Output;

        Assert.StartsWith($"processor  {Processor.Name}, {Processor.Vectors}", output, StringComparison.Ordinal);
        Assert.Matches(@"\nengine     .+: (\d+) of \1 self-tests passed in \d+ ms\.", output);
        Assert.Matches(@"\nlibtorch   \S+, computes with(out)? oneDNN: \d+ checks passed in \d+ ms\.", output);
    }

    [Fact]
    public async Task The_machine_as_json_has_the_same_lines()
    {
        string output = (await CliRun.OfAsync("info", "--machine", "--json")).Succeeded().Output;

        JsonElement[] facts = [.. JsonDocument.Parse(output).RootElement.GetProperty("facts").EnumerateArray()];
        Assert.Equal(["processor", "engine", "libtorch"], facts.Select(fact => fact.GetProperty("name").GetString()));
        Assert.All(facts, fact => Assert.True(fact.GetProperty("isGood").GetBoolean()));
    }

    [Fact]
    public async Task A_character_or_the_machine_must_be_named()
    {
        (await CliRun.OfAsync("info")).Refused("Name one character, or use --machine");
        (await CliRun.OfAsync("info", Character, "--machine")).Refused("Name one character, or use --machine");
    }

    private static string Character => TestData.Koito;
}
