using System.CommandLine;
using Bunraku.Cli.Info;
using Bunraku.Cli.Shell;
using Bunraku.Core.Machine;
using Bunraku.Core.Models;
using Bunraku.Core.Teachers;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku models check</c>: reads models to their ends and says what is wrong with them.</summary>
internal static class ModelsCheckCommand
{
    public static Command Create()
    {
        Argument<string?> name = ModelArgument.CreateOptional();
        var weights = new Option<string?>("--weights") { Description = "Check the five files of this folder instead of those in the models folder.", HelpName = "dir" };
        var command = new Command("check", "Check the files of every model. The exit code is 1 if one is missing or damaged.") { name, weights };
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            string? folder = parsed.GetValue(weights);
            string? only = folder is null ? parsed.GetValue(name) : TeacherModels.Name;
            bool isTeacherMeant = only is null || ModelArgument.IsTeacher(only);
            bool all = true;
            foreach (PublishedModel model in PublishedModel.All.Where(model => only is null || model.Name == only))
            {
                all &= Check(model, output);
            }

            if (isTeacherMeant)
            {
                all &= CheckTeacher(folder, output);
            }

            if (isTeacherMeant || ModelArgument.IsTorch(only!))
            {
                all &= CheckArithmetic(output);
            }

            return all ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    /// <summary>The teacher's weights are of use only where libtorch computes rightly.</summary>
    private static bool CheckArithmetic(TextWriter output)
    {
        MachineFact[] facts = [MachineReport.Processor, MachineReport.Torch()];
        MachineReport.Write(facts, output);
        return facts.All(fact => fact.IsGood);
    }

    private static bool Check(PublishedModel model, TextWriter output)
    {
        ModelFolder folder = ModelFolder.OfUser;
        ModelState state = folder.Check(model);
        output.WriteLine($"{model.Name,-9}{Explain(model, state, folder)}");
        return state == ModelState.Good;
    }

    private static string Explain(PublishedModel model, ModelState state, ModelFolder folder) => state switch
    {
        ModelState.Good => $"good: {folder.PathOf(model)}",
        ModelState.Damaged => $"damaged: {folder.PathOf(model)} is not the published file. Download it again: bunraku models fetch {model.Name}",
        _ => $"missing. Get it: bunraku models fetch {model.Name}",
    };

    private static bool CheckTeacher(string? weights, TextWriter output)
    {
        IReadOnlyList<TeacherFileReport> reports = weights is null ? TeacherModels.OfUser.Examine() : TeacherWeights.Examine(weights);
        if (reports.All(report => report.Length is null))
        {
            output.WriteLine($"{TeacherModels.Name,-9}missing. docs/models.md says what it is and where to get it.");
            return false;
        }

        Write(reports, output);
        bool all = reports.All(report => report.IsGood);
        if (all)
        {
            output.WriteLine("         Judged by names, shapes and values. No SHA-256 is published: compare those above with the ones of a copy that you trust.");
        }

        return all;
    }

    /// <summary>One line for every file and one for everything that is unusual about it.</summary>
    public static void Write(IReadOnlyList<TeacherFileReport> reports, TextWriter output)
    {
        foreach (TeacherFileReport report in reports)
        {
            output.WriteLine($"{TeacherModels.Name,-9}{(report.Length is null ? $"missing: {report.Path}" : report.IsGood ? $"good: {report.Path}" : $"unusable: {report.Problem}")}");
            if (report.Sha256 is not null)
            {
                output.WriteLine($"         {report.Length} bytes, SHA-256 {report.Sha256}");
            }

            foreach (string notice in report.Notices)
            {
                output.WriteLine($"         {notice}");
            }
        }
    }
}
