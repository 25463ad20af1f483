using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Machine;
using Bunraku.Core.Plugins;
using Bunraku.Siren.Diagnostics;

namespace Bunraku.Cli.Info;

/// <summary>What <c>bunraku info --machine</c> shows: the processor, and how each part of Bunraku computes on it.</summary>
internal static class MachineReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The line of the processor.</summary>
    public static MachineFact Processor { get; } =
        new("processor", $"{Core.Machine.Processor.Name}, {Core.Machine.Processor.Vectors}, {Environment.ProcessorCount} threads");

    /// <summary>All lines, in the order of the output.</summary>
    public static IReadOnlyList<MachineFact> All() =>
    [
        Processor,
        EngineFacts.Find().Check(),
        Torch(),
    ];

    /// <summary>The line of libtorch, which is loaded and checked for it if the plug-in is built.</summary>
    public static MachineFact Torch()
    {
        const string Name = "libtorch";
        if (!TorchPlugin.IsBuilt)
        {
            return new MachineFact(Name, $"missing. {TorchPlugin.HowToGet}");
        }

        try
        {
            return TorchPlugin.Create<IMachineCheck>().Check();
        }
        catch (BadInputException problem)
        {
            return new MachineFact(Name, problem.Message, IsGood: false);
        }
    }

    /// <summary>Writes one line for each fact.</summary>
    public static void Write(IEnumerable<MachineFact> facts, TextWriter output)
    {
        foreach (MachineFact fact in facts)
        {
            output.WriteLine($"{fact.Name,-11}{fact.Value}");
        }
    }

    /// <summary>Writes one JSON object with a list of facts.</summary>
    public static void WriteJson(IReadOnlyList<MachineFact> facts, TextWriter output) =>
        output.WriteLine(JsonSerializer.Serialize(new { facts }, Json));
}
