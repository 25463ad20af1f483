using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Bunraku.Cli.Commands;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Cli;

/// <summary>The <c>bunraku</c> command: its table of commands, and how every one of them ends.</summary>
internal static class BunrakuCommandLine
{
    private const string Name = "bunraku";

    private const int HelpWidth = 100;

    private static readonly string[] RootOptions = ["--help", "-h", "-?", "--version"];

    /// <summary>How long a command may take to clean up after a signal.</summary>
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(10);

    /// <summary>All commands by name, in the order of the help. A start creates only the one it needs.</summary>
    private static readonly (string Name, Func<Command> Create)[] Commands =
    [
        ("studio", StudioCommand.Create),
        ("student-manual-poser", StudioPageCommand.CreateManualPoser),
        ("full-manual-poser", FullManualPoserCommand.Create),
        ("student-ifacialmocap-puppeteer", StudioPageCommand.CreateIFacialMocapPuppeteer),
        ("student-mediapipe-puppeteer", StudioPageCommand.CreateMediaPipePuppeteer),
        ("distiller-ui", DistillerUiCommand.Create),
        ("pose", PoseCommand.Create),
        ("teacher-pose", TeacherPoseCommand.Create),
        ("render", RenderCommand.Create),
        ("contact-sheet", ContactSheetCommand.Create),
        ("info", InfoCommand.Create),
        ("quality", QualityCommand.Create),
        ("convert", ConvertCommand.Create),
        ("export", ExportCommand.Create),
        ("image", ImageCommand.Create),
        ("rig", RigCommand.Create),
        ("mocap", MocapCommand.Create),
        ("distiller", DistillerCommand.Create),
        ("models", ModelsCommand.Create),
        ("bench", BenchCommand.Create),
    ];

    /// <summary>Runs the command that the arguments name; <c>studio</c> where they name none.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        string[] words = DoubleClick.HasStarted(args) ? ["studio", StudioCommand.WindowOption] : IsForStudio(args) ? ["studio", .. args] : args;
        ParseResult parsed = CreateRoot(words[0]).Parse(words);
        if (parsed.Errors.Count > 0)
        {
            return Refuse(parsed, error);
        }

        using var interruption = new Interruption(PatienceWith(parsed.Action, words[0]));
        try
        {
            if (parsed.Action is not HelpAction)
            {
                OpenSsl.Check();
            }

            int code = await RunAsync(parsed, output, error, interruption);
            return code == ExitCode.Ok && output is GuardedWriter { Failure: { } unwritten } ? Regret(unwritten, error) : code;
        }
        catch (Exception failure)
        {
            return Explain(failure, error);
        }
    }

    /// <summary>On another thread, which is left where it is if it takes too long to stop.</summary>
    private static async Task<int> RunAsync(ParseResult parsed, TextWriter output, TextWriter error, Interruption interruption)
    {
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        Task<int> run = Task.Run(() => parsed.InvokeAsync(invocation, interruption.Stop));
        if (await Task.WhenAny(run, interruption.Overdue) != run)
        {
            UnfinishedOutput.DeleteAll();
            throw new OperationCanceledException();
        }

        return await run;
    }

    /// <summary>A command that works synchronously cannot stop by itself; the distiller takes as long as its step and saving.</summary>
    private static TimeSpan PatienceWith(CommandLineAction? action, string command) =>
        action is not AsynchronousCommandLineAction ? TimeSpan.Zero
        : command == "distiller" ? Timeout.InfiniteTimeSpan
        : CleanUpTime;

    /// <summary>The root command.</summary>
    /// <param name="only">The name of the only command to create; all are where there is none of this name.</param>
    public static Command CreateRoot(string? only = null)
    {
        // Not a RootCommand, because that is called like the running program, which in a test is another.
        var root = new Command(Name, "Bunraku animates an anime character from one picture, on an ordinary computer.")
        {
            new HelpOption { Action = new HelpAction { MaxWidth = HelpWidth } },
            new VersionOption(),
        };
        bool known = Commands.Any(command => command.Name == only);
        foreach ((string name, Func<Command> create) in Commands)
        {
            if (!known || name == only)
            {
                root.Subcommands.Add(create());
            }
        }

        return root;
    }

    /// <summary>Without a command, Studio opens; options without a command are its options, but for the two of the root.</summary>
    private static bool IsForStudio(string[] args) =>
        args is [] || (args[0].StartsWith('-') && !RootOptions.Contains(args[0]));

    private static int Refuse(ParseResult parsed, TextWriter error)
    {
        Command command = parsed.CommandResult.Command;
        string problem = command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var word, ..] && !word.StartsWith('-') ? Unknown(word, command) : parsed.Errors[0].Message;
        error.WriteLine(ForeignText.Line($"{Name}: {problem}"));
        error.WriteLine($"Help: {PathOf(command)} --help");
        return ExitCode.BadInput;
    }

    private static string Unknown(string word, Command command) =>
        $"unknown command {ForeignText.Quote(word)}.{(NearestNames.To(word, command.Subcommands.Select(known => known.Name)) is { Count: > 0 } near ? $" Did you mean {string.Join(" or ", near)}?" : "")}";

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : command.Name;

    private static int Regret(Exception unwritten, TextWriter error)
    {
        error.WriteLine($"{Name}: standard output could not be written: {unwritten.Message.TrimEnd('.')}. Everything else is done.");
        return ExitCode.Failed;
    }

    private static int Explain(Exception failure, TextWriter error)
    {
        bool trace = StackTraces.AreShown;
        (int code, string message) = failure switch
        {
            BadInputException => (ExitCode.BadInput, failure.Message),
            OperationCanceledException => (ExitCode.Failed, "stopped. No partial files are left."),
            _ => (ExitCode.Failed, $"unexpected failure: {ForeignText.Line(failure.Message)}{(trace ? "" : $" ({StackTraces.Variable}=1 shows where; please report it.)")}"),
        };
        error.WriteLine($"{Name}: {message}");
        if (trace)
        {
            error.WriteLine(failure);
        }

        return code;
    }
}
