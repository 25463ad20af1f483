using Bunraku.Core.Errors;
using Bunraku.Core.Plugins;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Training;
using Bunraku.Studio.Features.Distiller.Projects;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>The fields of a project's configuration as texts, which may be wrong, and what is wrong with them.</summary>
public abstract class EditedSettings(DistillerProject project)
{
    private readonly Dictionary<string, (string Text, Phrase? Problem)> _checked = new(StringComparer.Ordinal);
    private (bool IsKnown, Phrase? Problem) _firstProblem;
    private (bool IsKnown, Phrase? Problem) _contradiction;

    public DistillerProject Project { get; } = project;

    /// <summary>The texts by the names of their fields.</summary>
    protected Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>The schedule, or null while it cannot be read.</summary>
    public TrainingSchedule? Schedule => ProblemOf("schedule") is null ? ConfigFields.Find("schedule").WithText(new DistillationConfig(), Texts["schedule"]).Schedule : null;

    /// <summary>From how many frames of the teacher it learns; null for a new one in every example.</summary>
    public FrameLimits? Frames => ProblemOf("frames") is null ? ConfigFields.Find("frames").WithText(new DistillationConfig(), Texts["frames"]).Frames : null;

    /// <summary>The time of the whole training at a speed that was measured with these values; null where a value is wrong.</summary>
    public TimeSpan? TimeAt(TrainingSpeed speed) => Schedule is { } schedule && ProblemOf("frames") is null ? speed.TimeFor(schedule, Frames) : null;

    /// <summary>How fast these values would train here by estimate, or a preset in addition to them; null where that is unknown.</summary>
    public TrainingSpeed? Estimate(TrainingPreset? preset = null)
    {
        try
        {
            DistillationConfig config = ToFile().Config;
            return SpeedEstimate.Of(preset?.ApplyTo(config) ?? config, Environment.ProcessorCount, TorchDevices.HasCuda);
        }
        catch (BadInputException)
        {
            return null;
        }
    }

    /// <summary>Names of the fields whose values cannot be used, in the order in which they are checked.</summary>
    public IReadOnlyList<string> Wrong => [.. ConfigFields.InCheckingOrder.Select(known => known.Name).Where(name => ProblemOf(name) is not null)];

    /// <summary>The text of a field.</summary>
    public string this[string name]
    {
        get => Texts[name];
        set
        {
            Texts[name] = value;
            ForgetWhole();
            Keep();
        }
    }

    /// <summary>What is wrong with a field, or null.</summary>
    public Phrase? ProblemOf(string name)
    {
        string text = Texts[name];
        if (!_checked.TryGetValue(name, out (string Text, Phrase? Problem) known) || known.Text != text)
        {
            known = (text, Unmade(name, text) ?? ConfigFields.Find(name).Problem(text, Project.Places));
            _checked[name] = known;
        }

        return known.Problem;
    }

    /// <summary>Whether a field waits for what is made in another page: nothing is to be corrected in it.</summary>
    public bool IsUnmade(string name) => Unmade(name, Texts[name]) is not null;

    /// <summary>Checks the files again that the fields name.</summary>
    public void Recheck()
    {
        _checked.Clear();
        ForgetWhole();
    }

    /// <summary>Whether all values are those of a preset.</summary>
    public bool Follows(TrainingPreset preset) => TrainingPresets.Fields.All(field => IsSame(field, preset.Texts[field.Name]));

    /// <summary>Takes over the values of a preset.</summary>
    public void Take(TrainingPreset preset)
    {
        foreach ((string name, string text) in preset.Texts)
        {
            Texts[name] = text;
        }

        ForgetWhole();
        Keep();
    }

    /// <summary>What keeps a training from being started, or null.</summary>
    public Phrase? FirstProblem()
    {
        if (!_firstProblem.IsKnown)
        {
            _firstProblem = (true, CheckWhole());
        }

        return _firstProblem.Problem;
    }

    /// <summary>Why the run that was started in the folder cannot continue with these values, or null.</summary>
    public Phrase? Contradiction()
    {
        if (!_contradiction.IsKnown)
        {
            _contradiction = (true, FirstProblem() is null ? BegunRun.Problem(ToFile()) : null);
        }

        return _contradiction.Problem;
    }

    /// <summary>The configuration as it is edited.</summary>
    /// <exception cref="BadInputException">A value cannot be read; types and ranges are checked, but not files.</exception>
    public ConfigFile ToFile() =>
        new(ConfigFields.All.Aggregate(new DistillationConfig(), (config, field) => field.WithText(config, Texts[field.Name])), Project.Places);

    /// <summary>Keeps what was changed.</summary>
    protected abstract void Keep();

    /// <summary>Shows the values of a configuration.</summary>
    protected void Show(DistillationConfig config)
    {
        foreach (ConfigField field in ConfigFields.All)
        {
            Texts[field.Name] = field.TextOf(config);
        }

        Recheck();
    }

    /// <summary>What was not made yet in the pages. The command line would speak of a path that nobody typed.</summary>
    private Phrase? Unmade(string name, string text) => name switch
    {
        "character_image_file_name" when text == Project.PicturePath && !File.Exists(text) => Phrase.Of("There is no picture yet. Choose one in the step Picture."),
        "face_mask_image_file_name" when text == Project.MaskPath && !File.Exists(text) => Phrase.Of("There is no face mask yet. Paint one in the step Face."),
        "teacher" when text.Trim() == "student:" => Phrase.Of("No character is chosen to learn from. Choose one, or type its folder."),
        _ => null,
    };

    private Phrase? CheckWhole()
    {
        if (Wrong is [var first, ..])
        {
            return ProblemOf(first);
        }

        try
        {
            ToFile().Check();
            return null;
        }
        catch (BadInputException problem)
        {
            return problem.Phrase;
        }
    }

    private void ForgetWhole() => (_firstProblem, _contradiction) = (default, default);

    /// <summary>Compared as values, so that it does not matter how they are written.</summary>
    private bool IsSame(ConfigField field, string text)
    {
        try
        {
            return field.TextOf(field.WithText(new DistillationConfig(), Texts[field.Name])) == text;
        }
        catch (BadInputException)
        {
            return false;
        }
    }
}
