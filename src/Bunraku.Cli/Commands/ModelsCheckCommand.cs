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
    /// <summary>Of the column of names; to the left.</summary>
    private const int Width = -16;

    public static Command Create()
    {
        Argument<string?> name = ModelArgument.CreateOptional();
        var weights = new Option<string?>("--weights") { Description = "Check the five files of this folder instead of those in the models folder.", HelpName = "dir" };
        var command = new Command("check", "Check the files of every model. The exit code is 1 if one is missing or damaged.") { name, weights };
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            string? only = parsed.GetValue(name);
            TeacherPublication? teacher = only is null ? null : ModelArgument.TeacherOf(only);
            bool isTeacherMeant = only is null || teacher is not null;
            if (parsed.GetValue(weights) is { } folder)
            {
                return CheckFolder(teacher, folder, output) & CheckArithmetic(output) ? ExitCode.Ok : ExitCode.Failed;
            }

            bool all = true;
            foreach (PublishedModel model in PublishedModel.All.Where(model => only is null || model.Name == only))
            {
                all &= Check(model, output);
            }

            foreach (TeacherPublication publication in TeacherPublication.All.Where(publication => only is null || publication == teacher))
            {
                // THA3 is another choice, not a need: nothing is said of it where nobody asked and nothing is there.
                bool isNeeded = only is not null || publication == TeacherPublication.Tha4;
                all &= CheckTeacher(publication, isNeeded, output);
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
        output.WriteLine($"{model.Name,Width}{Explain(model, state, folder)}");
        return state == ModelState.Good;
    }

    private static string Explain(PublishedModel model, ModelState state, ModelFolder folder) => state switch
    {
        ModelState.Good => $"good: {folder.PathOf(model)}",
        ModelState.Damaged => $"damaged: {folder.PathOf(model)} is not the published file. Download it again: bunraku models fetch {model.Name}",
        _ => $"missing. Get it: bunraku models fetch {model.Name}",
    };

    /// <summary>The families of a publication that are there; one is enough.</summary>
    private static bool CheckTeacher(TeacherPublication publication, bool isNeeded, TextWriter output)
    {
        TeacherModels[] present = [.. PublishedTeacher.OfUser(publication).Families.Where(models => models.MissingFiles().Length < models.Family.Networks.Length)];
        if (present.Length == 0 && isNeeded)
        {
            output.WriteLine($"{publication.Name,Width}missing. docs/models.md says what it is and where to get it.");
        }

        return present.Aggregate(!isNeeded || present.Length > 0, (all, models) => Judge(models.Family, models.Examine(), output) && all);
    }

    /// <summary>The family that a folder holds, as far as the name allows it.</summary>
    private static bool CheckFolder(TeacherPublication? publication, string folder, TextWriter output)
    {
        TeacherFamily[] families = [.. TeacherFamily.All.Where(family => publication is null || family.Publication == publication)];
        TeacherFamily family = families.FirstOrDefault(family => TeacherWeights.IsOf(family, folder)) ?? families[0];
        return Judge(family, TeacherWeights.Examine(family, folder), output);
    }

    private static bool Judge(TeacherFamily family, IReadOnlyList<TeacherFileReport> reports, TextWriter output)
    {
        Write(family.Name, reports, output);
        bool all = reports.All(report => report.IsGood);
        if (all)
        {
            output.WriteLine($"{"",Width}Judged by names, shapes and values. No SHA-256 is published: compare those above with the ones of a copy that you trust.");
        }

        return all;
    }

    /// <summary>One line for every file and one for everything that is unusual about it.</summary>
    public static void Write(string name, IReadOnlyList<TeacherFileReport> reports, TextWriter output)
    {
        foreach (TeacherFileReport report in reports)
        {
            output.WriteLine($"{name,Width}{(report.Length is null ? $"missing: {report.Path}" : report.IsGood ? $"good: {report.Path}" : $"unusable: {report.Problem}")}");
            if (report.Sha256 is not null)
            {
                output.WriteLine($"{"",Width}{report.Length} bytes, SHA-256 {report.Sha256}");
            }

            foreach (string notice in report.Notices)
            {
                output.WriteLine($"{"",Width}{notice}");
            }
        }
    }
}
