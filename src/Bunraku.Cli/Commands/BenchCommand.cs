using System.CommandLine;
using Bunraku.Core.Errors;

namespace Bunraku.Cli.Commands;

/// <summary>
/// <c>bunraku bench</c> lives in a separate executable, which alone needs ONNX Runtime; the launcher hands the command to it. Here it
/// only has a place in the help.
/// </summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var command = new Command("bench", "Measure the engine on this computer against ONNX Runtime. Options: ./bunraku bench --help")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((Func<ParseResult, int>)(_ =>
            throw new BadInputException("bench is a separate program. Start it with the launcher in Bunraku's folder: ./bunraku bench <character>")));
        return command;
    }
}
