using Bunraku.Core.Poses;
using Bunraku.Studio.Features.ManualPoser;

namespace Bunraku.Studio.Tests.ManualPoser;

public sealed class PoseEditorTests
{
    private readonly PoseEditor _editor = new();

    private MorphChoice Eye => _editor.Boxes.Single(box => box.Category == PoseCategory.Eye);

    private MorphChoice Mouth => _editor.Boxes.Single(box => box.Category == PoseCategory.Mouth);

    [Fact]
    public void New_editor_is_at_rest_with_the_first_morph_of_each_box()
    {
        Assert.Equal(Pose.Rest, _editor.Pose);
        Assert.Equal(["eyebrow_troubled", "eye_wink", "mouth_aaa", "iris_small"], _editor.Boxes.Select(box => box.Selected.Name));
        Assert.Equal([6, 6, 9, 1], _editor.Boxes.Select(box => box.Groups.Length));
    }

    [Fact]
    public void Chosen_morph_acts_alone_and_takes_over_the_sliders()
    {
        _editor.SetLeft(Eye, 0.25f);
        _editor.SetRight(Eye, 0.75f);
        _editor.Select(Eye, Group("eye_surprised"));

        Assert.Equal(Pose.Rest.With("eye_surprised_left", 0.25f).With("eye_surprised_right", 0.75f), _editor.Pose);
    }

    [Fact]
    public void One_sided_morph_follows_the_left_slider_and_the_right_one_waits()
    {
        _editor.Select(Mouth, Group("mouth_raised_corner"));
        _editor.SetLeft(Mouth, 0.5f);
        _editor.SetRight(Mouth, 1f);
        _editor.Select(Mouth, Group("mouth_smirk"));
        Pose smirk = _editor.Pose;
        _editor.Select(Mouth, Group("mouth_lowered_corner"));

        Assert.Equal(Pose.Rest.With("mouth_smirk", 0.5f), smirk);
        Assert.Equal(Pose.Rest.With("mouth_lowered_corner_left", 0.5f).With("mouth_lowered_corner_right", 1f), _editor.Pose);
    }

    [Fact]
    public void Linked_sides_move_together()
    {
        _editor.SetLeft(Eye, 0.25f);
        _editor.Link(Eye, linked: true);
        Pose linked = _editor.Pose;
        _editor.SetRight(Eye, 0.5f);

        Assert.Equal(0.25f, linked["eye_wink_right"]);
        Assert.Equal(0.5f, _editor.Pose["eye_wink_left"]);
    }

    [Fact]
    public void Several_morphs_of_a_box_act_at_once_where_all_may()
    {
        _editor.Switch(EditingMode.AllMorphs);
        _editor.Set(Parameter("mouth_aaa"), 0.5f);
        _editor.Set(Parameter("mouth_smirk"), 0.75f);

        Assert.Equal(Pose.Rest.With("mouth_aaa", 0.5f).With("mouth_smirk", 0.75f), _editor.Pose);
    }

    [Fact]
    public void Strongest_morph_stays_when_only_one_may_act_again()
    {
        _editor.Switch(EditingMode.AllMorphs);
        _editor.Set(Parameter("eye_wink_left"), 0.25f);
        _editor.Set(Parameter("eye_relaxed_right"), 0.75f);

        bool lost = _editor.Switch(EditingMode.OneMorph);

        Assert.True(lost);
        Assert.Equal("eye_relaxed", Eye.Selected.Name);
        Assert.Equal(Pose.Rest.With("eye_relaxed_right", 0.75f), _editor.Pose);
    }

    [Fact]
    public void Values_are_limited_to_their_range()
    {
        _editor.Set(Parameter("head_x"), -7f);
        _editor.SetLeft(Eye, 2f);

        Assert.Equal(-1f, _editor.Pose["head_x"]);
        Assert.Equal(1f, _editor.Pose["eye_wink_left"]);
    }

    [Fact]
    public void Pose_that_is_loaded_is_the_pose_that_is_shown()
    {
        Pose pose = Pose.Rest.With("eye_relaxed_left", 0.5f).With("eye_relaxed_right", 0.25f).With("neck_z", -0.5f).With("breathing", 1f);

        _editor.Load(pose);

        Assert.Equal(pose, _editor.Pose);
        Assert.Equal(EditingMode.OneMorph, _editor.Mode);
        Assert.Equal(("eye_relaxed", 0.5f, 0.25f), (Eye.Selected.Name, Eye.Left, Eye.Right));
    }

    [Fact]
    public void Pose_with_several_morphs_of_a_box_is_kept_whole()
    {
        Pose pose = Pose.Rest.With("mouth_aaa", 0.5f).With("mouth_smirk", 0.25f);

        _editor.Load(pose);

        Assert.Equal(pose, _editor.Pose);
        Assert.Equal(EditingMode.AllMorphs, _editor.Mode);
    }

    [Fact]
    public void Loaded_pose_whose_sides_differ_frees_the_link()
    {
        _editor.Link(Eye, linked: true);
        Pose pose = Pose.Rest.With("eye_wink_left", 1f);

        _editor.Load(pose);

        Assert.Equal(pose, _editor.Pose);
        Assert.False(Eye.IsLinked);
    }

    [Fact]
    public void Reset_puts_everything_to_rest_and_keeps_the_choices()
    {
        _editor.Randomize(new Random(7));
        string[] chosen = [.. _editor.Boxes.Select(box => box.Selected.Name)];

        _editor.Reset();

        Assert.Equal(Pose.Rest, _editor.Pose);
        Assert.Equal(chosen, _editor.Boxes.Select(box => box.Selected.Name));
        Assert.All(_editor.Boxes, box => Assert.Equal((0f, 0f), (box.Left, box.Right)));
    }

    [Theory]
    [InlineData(EditingMode.OneMorph)]
    [InlineData(EditingMode.AllMorphs)]
    public void Random_pose_is_in_range_has_one_morph_a_box_and_leaves_breathing(EditingMode mode)
    {
        _editor.Switch(mode);
        _editor.Set(Parameter("breathing"), 0.5f);
        var random = new Random(11);
        for (int i = 0; i < 50; i++)
        {
            _editor.Randomize(random);

            Assert.Empty(_editor.Pose.OutOfRange());
            Assert.Equal(0.5f, _editor.Pose["breathing"]);
            Assert.All(_editor.Boxes, box => Assert.InRange(box.Groups.Count(group => PoseParameters.All.Any(p => p.Group == group && _editor[p] > 0)), 0, 1));
        }
    }

    [Fact]
    public void Every_change_is_announced()
    {
        int announced = 0;
        _editor.Changed += () => announced++;

        _editor.Set(Parameter("head_y"), 0.5f);
        _editor.SetLeft(Eye, 0.5f);
        _editor.Select(Eye, Group("eye_relaxed"));
        _editor.Reset();

        Assert.Equal(4, announced);
    }

    private static PoseGroup Group(string name) => PoseParameters.Groups.Single(group => group.Name == name);

    private static PoseParameter Parameter(string name) => PoseParameters.All.Single(parameter => parameter.Name == name);
}
