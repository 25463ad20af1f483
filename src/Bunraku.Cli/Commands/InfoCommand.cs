using System.CommandLine;
using Bunraku.Cli.Info;
using Bunraku.Cli.Shell;
using Bunraku.Core.Characters;
using Bunraku.Core.Machine;
using Bunraku.Siren.Support;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku info</c>: what a character is made of and what is unusual about it, or how Bunraku computes on this computer.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        Argument<string> character = CharacterArgument.Create();
        character.Arity = ArgumentArity.ZeroOrOne;
        var machine = new Option<bool>("--machine") { Description = "Show the processor and check how Bunraku computes on it. Needs no character." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var noMask = new Option<bool>("--no-mask") { Description = "Leave out the support mask, which takes a few seconds the first time." };
        var command = new Command("info", "Show what a character is: files, shapes, sizes, hash, how much of the picture it can reach, warnings.")
        {
            character, machine, json, noMask,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(character) is null == !result.GetValue(machine))
            {
                result.AddError("Name one character, or use --machine.");
            }
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(machine))
            {
                return ShowMachine(parsed.GetValue(json), output);
            }

            CharacterModel model = CharacterArgument.Load(parsed.GetRequiredValue(character));
            SupportMask? mask = parsed.GetValue(noMask) ? null : await SupportMasks.OfAsync(model, parsed.InvocationConfiguration.Error, cancellation);
            var report = CharacterReport.Of(model, mask);
            if (parsed.GetValue(json))
            {
                output.WriteLine(report.ToJson());
            }
            else
            {
                CharacterTable.Write(report, output);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static int ShowMachine(bool isJson, TextWriter output)
    {
        IReadOnlyList<MachineFact> facts = MachineReport.All();
        if (isJson)
        {
            MachineReport.WriteJson(facts, output);
        }
        else
        {
            MachineReport.Write(facts, output);
        }

        return facts.All(fact => fact.IsGood) ? ExitCode.Ok : ExitCode.Failed;
    }
}
