//! AWS's own managed policies, by ARN.
//!
//! The actions, resources and conditions of those for other services are AWS's (*AWS Managed Policy Reference Guide*), also where Wharf does not
//! serve them, so that what reads an attached policy finds what it knows. Those of ECR, IAM and for job functions are written by what
//! AWS describes, as far as Wharf serves their actions.

use super::AwsPolicy;

pub(crate) const ALL: &[AwsPolicy] = &[
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AWSCodeBuildAdminAccess",
        id: "ANPAWHARFCODEBUILDADM",
        description: "Everything in AWS CodeBuild, and what its console reads.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"AWSServicesAccess","Effect":"Allow","Action":["codebuild:*","codecommit:GetBranch","codecommit:GetCommit","codecommit:GetRepository","codecommit:ListBranches","codecommit:ListRepositories","cloudwatch:GetMetricStatistics","ec2:DescribeVpcs","ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ecr:DescribeRepositories","ecr:ListImages","elasticfilesystem:DescribeFileSystems","events:DeleteRule","events:DescribeRule","events:DisableRule","events:EnableRule","events:ListTargetsByRule","events:ListRuleNamesByTarget","events:PutRule","events:PutTargets","events:RemoveTargets","logs:GetLogEvents","s3:GetBucketLocation","s3:ListAllMyBuckets"],"Resource":"*"},{"Sid":"CWLDeleteLogGroupAccess","Effect":"Allow","Action":["logs:DeleteLogGroup"],"Resource":"arn:aws:logs:*:*:log-group:/aws/codebuild/*:log-stream:*"},{"Sid":"SSMParameterWriteAccess","Effect":"Allow","Action":["ssm:PutParameter"],"Resource":"arn:aws:ssm:*:*:parameter/CodeBuild/*"},{"Sid":"SSMStartSessionAccess","Effect":"Allow","Action":["ssm:StartSession"],"Resource":"arn:aws:ecs:*:*:task/*/*"},{"Sid":"SSMOpenDataChannelAccess","Effect":"Allow","Action":["ssmmessages:OpenDataChannel"],"Resource":"arn:aws:ssm:*:*:session/*"},{"Sid":"CodeStarConnectionsReadWriteAccess","Effect":"Allow","Action":["codestar-connections:CreateConnection","codestar-connections:DeleteConnection","codestar-connections:UpdateConnectionInstallation","codestar-connections:TagResource","codestar-connections:UntagResource","codestar-connections:ListConnections","codestar-connections:ListInstallationTargets","codestar-connections:ListTagsForResource","codestar-connections:GetConnection","codestar-connections:GetIndividualAccessToken","codestar-connections:GetInstallationUrl","codestar-connections:PassConnection","codestar-connections:StartOAuthHandshake","codestar-connections:UseConnection"],"Resource":["arn:aws:codestar-connections:*:*:connection/*","arn:aws:codeconnections:*:*:connection/*"]},{"Sid":"CodeStarNotificationsReadWriteAccess","Effect":"Allow","Action":["codestar-notifications:CreateNotificationRule","codestar-notifications:DescribeNotificationRule","codestar-notifications:UpdateNotificationRule","codestar-notifications:DeleteNotificationRule","codestar-notifications:Subscribe","codestar-notifications:Unsubscribe"],"Resource":"*","Condition":{"ArnLike":{"codestar-notifications:NotificationsForResource":"arn:aws:codebuild:*:*:project/*"}}},{"Sid":"CodeStarNotificationsListAccess","Effect":"Allow","Action":["codestar-notifications:ListNotificationRules","codestar-notifications:ListEventTypes","codestar-notifications:ListTargets","codestar-notifications:ListTagsforResource"],"Resource":"*"},{"Sid":"CodeStarNotificationsSNSTopicCreateAccess","Effect":"Allow","Action":["sns:CreateTopic","sns:SetTopicAttributes"],"Resource":"arn:aws:sns:*:*:codestar-notifications*"},{"Sid":"SNSTopicListAccess","Effect":"Allow","Action":["sns:ListTopics","sns:GetTopicAttributes"],"Resource":"*"},{"Sid":"CodeStarNotificationsChatbotAccess","Effect":"Allow","Action":["chatbot:DescribeSlackChannelConfigurations","chatbot:ListMicrosoftTeamsChannelConfigurations"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AWSCodeBuildDeveloperAccess",
        id: "ANPAWHARFCODEBUILDDEV",
        description: "Builds in AWS CodeBuild, started and read; projects are left as they are.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"AWSServicesAccess","Effect":"Allow","Action":["codebuild:StartBuild","codebuild:StopBuild","codebuild:StartBuildBatch","codebuild:StopBuildBatch","codebuild:RetryBuild","codebuild:RetryBuildBatch","codebuild:BatchGet*","codebuild:GetResourcePolicy","codebuild:DescribeTestCases","codebuild:DescribeCodeCoverages","codebuild:List*","codecommit:GetBranch","codecommit:GetCommit","codecommit:GetRepository","codecommit:ListBranches","cloudwatch:GetMetricStatistics","events:DescribeRule","events:ListTargetsByRule","events:ListRuleNamesByTarget","logs:GetLogEvents","s3:GetBucketLocation","s3:ListAllMyBuckets"],"Resource":"*"},{"Sid":"SSMParameterWriteAccess","Effect":"Allow","Action":["ssm:PutParameter"],"Resource":"arn:aws:ssm:*:*:parameter/CodeBuild/*"},{"Sid":"SSMStartSessionAccess","Effect":"Allow","Action":["ssm:StartSession"],"Resource":"arn:aws:ecs:*:*:task/*/*"},{"Sid":"SSMOpenDataChannelAccess","Effect":"Allow","Action":["ssmmessages:OpenDataChannel"],"Resource":"arn:aws:ssm:*:*:session/*"},{"Sid":"CodeStarConnectionsUserAccess","Effect":"Allow","Action":["codestar-connections:ListConnections","codestar-connections:GetConnection"],"Resource":["arn:aws:codestar-connections:*:*:connection/*","arn:aws:codeconnections:*:*:connection/*"]},{"Sid":"CodeStarNotificationsReadWriteAccess","Effect":"Allow","Action":["codestar-notifications:CreateNotificationRule","codestar-notifications:DescribeNotificationRule","codestar-notifications:UpdateNotificationRule","codestar-notifications:Subscribe","codestar-notifications:Unsubscribe"],"Resource":"*","Condition":{"ArnLike":{"codestar-notifications:NotificationsForResource":"arn:aws:codebuild:*:*:project/*"}}},{"Sid":"CodeStarNotificationsListAccess","Effect":"Allow","Action":["codestar-notifications:ListNotificationRules","codestar-notifications:ListEventTypes","codestar-notifications:ListTargets","codestar-notifications:ListTagsforResource"],"Resource":"*"},{"Sid":"SNSTopicListAccess","Effect":"Allow","Action":["sns:ListTopics","sns:GetTopicAttributes"],"Resource":"*"},{"Sid":"CodeStarNotificationsChatbotAccess","Effect":"Allow","Action":["chatbot:DescribeSlackChannelConfigurations","chatbot:ListMicrosoftTeamsChannelConfigurations"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AWSCodeBuildReadOnlyAccess",
        id: "ANPAWHARFCODEBUILDRDO",
        description: "Reading in AWS CodeBuild.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"AWSServicesAccess","Effect":"Allow","Action":["codebuild:BatchGet*","codebuild:GetResourcePolicy","codebuild:List*","codebuild:DescribeTestCases","codebuild:DescribeCodeCoverages","codecommit:GetBranch","codecommit:GetCommit","codecommit:GetRepository","cloudwatch:GetMetricStatistics","events:DescribeRule","events:ListTargetsByRule","events:ListRuleNamesByTarget","logs:GetLogEvents"],"Resource":"*"},{"Sid":"CodeStarConnectionsUserAccess","Effect":"Allow","Action":["codestar-connections:ListConnections","codestar-connections:GetConnection"],"Resource":["arn:aws:codestar-connections:*:*:connection/*","arn:aws:codeconnections:*:*:connection/*"]},{"Sid":"CodeStarNotificationsPowerUserAccess","Effect":"Allow","Action":["codestar-notifications:DescribeNotificationRule"],"Resource":"*","Condition":{"ArnLike":{"codestar-notifications:NotificationsForResource":"arn:aws:codebuild:*:*:project/*"}}},{"Sid":"CodeStarNotificationsListAccess","Effect":"Allow","Action":["codestar-notifications:ListNotificationRules","codestar-notifications:ListEventTypes","codestar-notifications:ListTargets"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AdministratorAccess",
        id: "ANPAWHARFADMINISTRATR",
        description: "Every action on every resource.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess",
        id: "ANPAWHARFECRFULLACCES",
        description: "Everything in Amazon ECR.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:*","cloudtrail:LookupEvents"],"Resource":"*"},{"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"*","Condition":{"StringEquals":{"iam:AWSServiceName":["replication.ecr.amazonaws.com"]}}}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser",
        id: "ANPAWHARFECRPOWERUSER",
        description: "Push, pull and read in Amazon ECR; no repositories made or deleted, no policies changed.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:GetRepositoryPolicy","ecr:DescribeRepositories","ecr:ListImages","ecr:DescribeImages","ecr:BatchGetImage","ecr:GetLifecyclePolicy","ecr:GetLifecyclePolicyPreview","ecr:ListTagsForResource","ecr:DescribeImageScanFindings","ecr:InitiateLayerUpload","ecr:UploadLayerPart","ecr:CompleteLayerUpload","ecr:PutImage"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
        id: "ANPAWHARFECRPULLONLYX",
        description: "Pull from Amazon ECR.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:BatchImportUpstreamImage"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
        id: "ANPAWHARFECRREADONLYX",
        description: "Pull and read in Amazon ECR.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:GetRepositoryPolicy","ecr:DescribeRepositories","ecr:ListImages","ecr:DescribeImages","ecr:BatchGetImage","ecr:GetLifecyclePolicy","ecr:GetLifecyclePolicyPreview","ecr:ListTagsForResource","ecr:DescribeImageScanFindings"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEKSBlockStoragePolicy",
        id: "ANPAWHARFEKSBLOCKSTOR",
        description: "Volumes of a cluster in EKS Auto Mode.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:AttachVolume","ec2:DetachVolume","ec2:ModifyVolume","ec2:EnableFastSnapshotRestores"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"}}},{"Effect":"Allow","Action":"ec2:CreateTags","Resource":"*","Condition":{"StringEquals":{"ec2:CreateAction":["CreateVolume","CreateSnapshot"]}}},{"Effect":"Allow","Action":["ec2:CreateVolume"],"Resource":"arn:aws:ec2:*:*:volume/*","Condition":{"ForAllValues:StringLike":{"aws:TagKeys":["eks:eks-cluster-name","CSIVolumeName","ebs.csi.eks.amazonaws.com/cluster","kubernetes.io/cluster/*","kubernetes.io/created-for/*","Name","KubernetesCluster"]},"StringEquals":{"aws:RequestTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"}}},{"Effect":"Allow","Action":["ec2:CreateVolume"],"Resource":"arn:aws:ec2:*:*:snapshot/*"},{"Effect":"Allow","Action":["ec2:CreateSnapshot"],"Resource":"arn:aws:ec2:*:*:volume/*"},{"Effect":"Allow","Action":["ec2:CreateSnapshot"],"Resource":"arn:aws:ec2:*:*:snapshot/*","Condition":{"ForAllValues:StringLike":{"aws:TagKeys":["eks:eks-cluster-name","CSIVolumeSnapshotName","ebs.csi.eks.amazonaws.com/cluster","kubernetes.io/cluster/*","Name"]},"StringEquals":{"aws:RequestTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"}}}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
        id: "ANPAWHARFEKSCLUSTERPO",
        description: "What the control plane of an Amazon EKS cluster does in its account.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"AmazonEKSClusterPolicy","Effect":"Allow","Action":["autoscaling:DescribeAutoScalingGroups","autoscaling:UpdateAutoScalingGroup","ec2:AttachVolume","ec2:AuthorizeSecurityGroupIngress","ec2:CreateRoute","ec2:CreateSecurityGroup","ec2:CreateTags","ec2:CreateVolume","ec2:DeleteRoute","ec2:DeleteSecurityGroup","ec2:DeleteVolume","ec2:DescribeInstances","ec2:DescribeRouteTables","ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ec2:DescribeVolumes","ec2:DescribeVolumesModifications","ec2:DescribeVpcs","ec2:DescribeDhcpOptions","ec2:DescribeNetworkInterfaces","ec2:DescribeAvailabilityZones","ec2:DetachVolume","ec2:ModifyInstanceAttribute","ec2:ModifyVolume","ec2:RevokeSecurityGroupIngress","ec2:DescribeAccountAttributes","ec2:DescribeAddresses","ec2:DescribeInternetGateways","ec2:DescribeInstanceTopology","elasticloadbalancing:AddTags","elasticloadbalancing:ApplySecurityGroupsToLoadBalancer","elasticloadbalancing:AttachLoadBalancerToSubnets","elasticloadbalancing:ConfigureHealthCheck","elasticloadbalancing:CreateListener","elasticloadbalancing:CreateLoadBalancer","elasticloadbalancing:CreateLoadBalancerListeners","elasticloadbalancing:CreateLoadBalancerPolicy","elasticloadbalancing:CreateTargetGroup","elasticloadbalancing:DeleteListener","elasticloadbalancing:DeleteLoadBalancer","elasticloadbalancing:DeleteLoadBalancerListeners","elasticloadbalancing:DeleteTargetGroup","elasticloadbalancing:DeregisterInstancesFromLoadBalancer","elasticloadbalancing:DeregisterTargets","elasticloadbalancing:DescribeListeners","elasticloadbalancing:DescribeLoadBalancerAttributes","elasticloadbalancing:DescribeLoadBalancerPolicies","elasticloadbalancing:DescribeLoadBalancers","elasticloadbalancing:DescribeTargetGroupAttributes","elasticloadbalancing:DescribeTargetGroups","elasticloadbalancing:DescribeTargetHealth","elasticloadbalancing:DetachLoadBalancerFromSubnets","elasticloadbalancing:ModifyListener","elasticloadbalancing:ModifyLoadBalancerAttributes","elasticloadbalancing:ModifyTargetGroup","elasticloadbalancing:ModifyTargetGroupAttributes","elasticloadbalancing:RegisterInstancesWithLoadBalancer","elasticloadbalancing:RegisterTargets","elasticloadbalancing:SetLoadBalancerPoliciesForBackendServer","elasticloadbalancing:SetLoadBalancerPoliciesOfListener","kms:DescribeKey"],"Resource":"*"},{"Sid":"AmazonEKSClusterPolicySLRCreate","Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"*","Condition":{"StringEquals":{"iam:AWSServiceName":"elasticloadbalancing.amazonaws.com"}}},{"Sid":"AmazonEKSClusterPolicyENIDelete","Effect":"Allow","Action":"ec2:DeleteNetworkInterface","Resource":"*","Condition":{"StringEquals":{"ec2:ResourceTag/eks:eni:owner":"amazon-vpc-cni"}}}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEKSComputePolicy",
        id: "ANPAWHARFEKSCOMPUTEPO",
        description: "Nodes of a cluster in EKS Auto Mode.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:CreateFleet","ec2:RunInstances"],"Resource":["arn:aws:ec2:*:*:placement-group/*","arn:aws:ec2:*:*:capacity-reservation/*","arn:aws:ec2:*::image/*","arn:aws:ec2:*:*:security-group/*","arn:aws:ec2:*:*:subnet/*"]},{"Effect":"Allow","Action":["ec2:CreateFleet","ec2:RunInstances"],"Resource":"arn:aws:ec2:*:*:launch-template/*","Condition":{"StringEquals":{"aws:ResourceTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"}}},{"Effect":"Allow","Action":["ec2:CreateFleet","ec2:RunInstances","ec2:CreateLaunchTemplate"],"Resource":"*","Condition":{"ForAllValues:StringLike":{"aws:TagKeys":["eks:eks-cluster-name","eks:kubernetes-node-class-name","eks:kubernetes-node-pool-name","kubernetes.io/cluster/*"]},"StringEquals":{"aws:RequestTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"},"StringLike":{"aws:RequestTag/eks:kubernetes-node-class-name":"*","aws:RequestTag/eks:kubernetes-node-pool-name":"*"}}},{"Effect":"Allow","Action":"ec2:CreateTags","Resource":"*","Condition":{"StringEquals":{"ec2:CreateAction":["CreateFleet","RunInstances","CreateLaunchTemplate"]}}},{"Effect":"Allow","Action":"iam:AddRoleToInstanceProfile","Resource":"arn:aws:iam::*:instance-profile/eks*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":["ec2.amazonaws.com","ec2.amazonaws.com.cn"]}}},{"Effect":"Allow","Action":["iam:CreateServiceLinkedRole"],"Resource":["arn:aws:iam::*:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot"],"Condition":{"StringEquals":{"iam:AWSServiceName":"spot.amazonaws.com"}}},{"Effect":"Allow","Action":"ec2:DescribeCapacityReservations","Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy",
        id: "ANPAWHARFEKSFARGATEPO",
        description: "Pulls of the pods of Amazon EKS on AWS Fargate.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:BatchGetImage"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEKSLoadBalancingPolicy",
        id: "ANPAWHARFEKSLOADBALAN",
        description: "Load balancers of a cluster in EKS Auto Mode.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["elasticloadbalancing:CreateLoadBalancer","elasticloadbalancing:CreateTargetGroup","elasticloadbalancing:CreateListener","elasticloadbalancing:CreateRule","ec2:CreateSecurityGroup"],"Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["eks:eks-cluster-name","ingress.eks.amazonaws.com/stack","ingress.eks.amazonaws.com/resource","service.eks.amazonaws.com/stack","service.eks.amazonaws.com/resource","gateway.eks.amazonaws.com.alb/stack","gateway.eks.amazonaws.com.alb/resource","gateway.eks.amazonaws.com.nlb/stack","gateway.eks.amazonaws.com.nlb/resource"]},"StringEquals":{"aws:RequestTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"}}},{"Effect":"Allow","Action":["ec2:CreateSecurityGroup"],"Resource":"arn:aws:ec2:*:*:vpc/*"},{"Effect":"Allow","Action":["elasticloadbalancing:RegisterTargets"],"Resource":"arn:aws:elasticloadbalancing:*:*:targetgroup/*/*"},{"Effect":"Allow","Action":["ec2:AuthorizeSecurityGroupIngress"],"Resource":"arn:aws:ec2:*:*:security-group-rule/*","Condition":{"StringEquals":{"aws:RequestTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"}}},{"Effect":"Allow","Action":["ec2:AuthorizeSecurityGroupIngress","ec2:RevokeSecurityGroupIngress"],"Resource":"arn:aws:ec2:*:*:security-group/*","Condition":{"StringLike":{"aws:ResourceTag/Name":"eks-cluster-sg*"}}},{"Effect":"Allow","Action":["ec2:AuthorizeSecurityGroupIngress","ec2:RevokeSecurityGroupIngress"],"Resource":"arn:aws:ec2:*:*:security-group/*","Condition":{"StringEquals":{"aws:ResourceTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"}}},{"Effect":"Allow","Action":["elasticloadbalancing:AddTags"],"Resource":"*","Condition":{"StringEquals":{"elasticloadbalancing:CreateAction":["CreateLoadBalancer","CreateTargetGroup","CreateListener","CreateRule"]}}},{"Effect":"Allow","Action":["ec2:CreateTags"],"Resource":"*","Condition":{"StringEquals":{"ec2:CreateAction":["CreateSecurityGroup","AuthorizeSecurityGroupIngress"]}}},{"Effect":"Allow","Action":["elasticloadbalancing:ModifyLoadBalancerAttributes","elasticloadbalancing:SetIpAddressType","elasticloadbalancing:SetSecurityGroups","elasticloadbalancing:SetSubnets","elasticloadbalancing:ModifyTargetGroup","elasticloadbalancing:ModifyTargetGroupAttributes","elasticloadbalancing:ModifyListener","elasticloadbalancing:AddListenerCertificates","elasticloadbalancing:ModifyListenerAttributes","elasticloadbalancing:RemoveListenerCertificates","elasticloadbalancing:ModifyRule","elasticloadbalancing:ModifyIpPools","elasticloadbalancing:ModifyCapacityReservation","elasticloadbalancing:DescribeLoadBalancers"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"}}},{"Effect":"Allow","Action":["wafv2:AssociateWebACL","wafv2:DisassociateWebACL"],"Resource":["arn:aws:wafv2:*:*:*/webacl/*/*","arn:aws:elasticloadbalancing:*:*:loadbalancer/app/*/*"]},{"Effect":"Allow","Action":["shield:CreateProtection","shield:DeleteProtection"],"Resource":"*"},{"Effect":"Allow","Action":["shield:TagResource"],"Resource":"arn:aws:shield::*:protection/*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["eks:eks-cluster-name","ingress.eks.amazonaws.com/stack","ingress.eks.amazonaws.com/resource","service.eks.amazonaws.com/stack","service.eks.amazonaws.com/resource","gateway.eks.amazonaws.com.alb/stack","gateway.eks.amazonaws.com.alb/resource","gateway.eks.amazonaws.com.nlb/stack","gateway.eks.amazonaws.com.nlb/resource"]},"StringEquals":{"aws:RequestTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"}}},{"Effect":"Allow","Action":["cognito-idp:DescribeUserPoolClient","acm:ListCertificates","acm:DescribeCertificate","wafv2:GetWebACL","wafv2:GetWebACLForResource","wafv2:ListWebACLs","elasticloadbalancing:SetWebAcl","elasticloadbalancing:DescribeTargetGroups","elasticloadbalancing:SetRulePriorities"],"Resource":"*"},{"Effect":"Allow","Action":["ec2:DescribeAccountAttributes","ec2:DescribeAddresses","ec2:DescribeInternetGateways","ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ec2:DescribeVpcs","ec2:DescribeVpcClassicLink","ec2:DescribeInstances","ec2:DescribeNetworkInterfaces","ec2:DescribeClassicLinkInstances","ec2:DescribeRouteTables","ec2:DescribeCoipPools","ec2:GetCoipPoolUsage","ec2:GetSecurityGroupsForVpc","ec2:DescribeVpcPeeringConnections","ec2:DescribeIpamPools"],"Resource":"*"},{"Effect":"Allow","Action":["iam:CreateServiceLinkedRole"],"Resource":"arn:aws:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing","Condition":{"StringEquals":{"iam:AWSServiceName":"elasticloadbalancing.amazonaws.com"}}}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEKSNetworkingPolicy",
        id: "ANPAWHARFEKSNETWORKIN",
        description: "Network interfaces of a cluster in EKS Auto Mode.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:CreateNetworkInterface","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["eks:eks-cluster-name","eks:kubernetes-cni-node-name","sgp.eks.amazonaws.com/instance-id","sgp.eks.amazonaws.com/trunk-eni-id","sgp.eks.amazonaws.com/vlan-id","sgp.eks.amazonaws.com/managed","sgp.eks.amazonaws.com/policy-ref"]},"StringEquals":{"aws:RequestTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"},"StringLike":{"aws:RequestTag/eks:kubernetes-cni-node-name":"*"}}},{"Effect":"Allow","Action":"ec2:CreateNetworkInterface","Resource":["arn:aws:ec2:*:*:security-group/*","arn:aws:ec2:*:*:subnet/*"]},{"Effect":"Allow","Action":"ec2:CreateTags","Resource":"*","Condition":{"StringEquals":{"ec2:CreateAction":"CreateNetworkInterface"}}},{"Effect":"Allow","Action":["ec2:AttachNetworkInterface","ec2:DetachNetworkInterface","ec2:UnassignPrivateIpAddresses","ec2:UnassignIpv6Addresses","ec2:AssignPrivateIpAddresses","ec2:AssignIpv6Addresses"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"}}},{"Effect":"Allow","Action":"ec2:ModifyNetworkInterfaceAttribute","Resource":["arn:aws:ec2:*:*:network-interface/*","arn:aws:ec2:*:*:instance/*"],"Condition":{"StringEquals":{"aws:ResourceTag/eks:eks-cluster-name":"${aws:PrincipalTag/eks:eks-cluster-name}"}}},{"Effect":"Allow","Action":["ec2:AssociateTrunkInterface","ec2:DisassociateTrunkInterface"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEKSServicePolicy",
        id: "ANPAWHARFEKSSERVICEPO",
        description: "What Amazon EKS did in the account of older clusters.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:CreateNetworkInterface","ec2:CreateNetworkInterfacePermission","ec2:DeleteNetworkInterface","ec2:DescribeInstances","ec2:DescribeNetworkInterfaces","ec2:DetachNetworkInterface","ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ec2:DescribeVpcs","ec2:ModifyNetworkInterfaceAttribute","iam:ListAttachedRolePolicies","eks:UpdateClusterVersion","ec2:GetSecurityGroupsForVpc"],"Resource":"*"},{"Effect":"Allow","Action":["ec2:CreateTags","ec2:DeleteTags"],"Resource":["arn:aws:ec2:*:*:vpc/*","arn:aws:ec2:*:*:subnet/*"]},{"Effect":"Allow","Action":["ec2:CreateTags"],"Resource":["arn:aws:ec2:*:*:network-interface/*"],"Condition":{"StringLike":{"aws:RequestTag/Name":"eks-cluster-*"}}},{"Effect":"Allow","Action":"route53:AssociateVPCWithHostedZone","Resource":"*"},{"Effect":"Allow","Action":"logs:CreateLogGroup","Resource":"*"},{"Effect":"Allow","Action":["logs:CreateLogStream","logs:DescribeLogStreams"],"Resource":"arn:aws:logs:*:*:log-group:/aws/eks/*:*"},{"Effect":"Allow","Action":"logs:PutLogEvents","Resource":"arn:aws:logs:*:*:log-group:/aws/eks/*:*:*"},{"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"arn:aws:iam::*:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS","Condition":{"StringLike":{"iam:AWSServiceName":"eks.amazonaws.com"}}}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEKSVPCResourceController",
        id: "ANPAWHARFEKSVPCRESOUR",
        description: "Network interfaces and addresses of the pods of Amazon EKS.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:CreateNetworkInterfacePermission","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"ec2:ResourceTag/eks:eni:owner":"eks-vpc-resource-controller"}}},{"Effect":"Allow","Action":["ec2:CreateNetworkInterface","ec2:DetachNetworkInterface","ec2:ModifyNetworkInterfaceAttribute","ec2:DeleteNetworkInterface","ec2:AttachNetworkInterface","ec2:UnassignPrivateIpAddresses","ec2:AssignPrivateIpAddresses"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy",
        id: "ANPAWHARFEKSNODEMINIM",
        description: "What a node of Amazon EKS needs at least, but for pulls.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"WorkerNodePermissions","Effect":"Allow","Action":["eks-auth:AssumeRoleForPodIdentity"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
        id: "ANPAWHARFEKSWORKERNOD",
        description: "What a node of Amazon EKS needs, but for pulls.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"WorkerNodePermissions","Effect":"Allow","Action":["ec2:DescribeInstances","ec2:DescribeInstanceTypes","ec2:DescribeRouteTables","ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ec2:DescribeVolumes","ec2:DescribeVolumesModifications","ec2:DescribeVpcs","eks:DescribeCluster","eks-auth:AssumeRoleForPodIdentity"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy",
        id: "ANPAWHARFEKSCNIPOLICY",
        description: "Addresses and network interfaces of the nodes of Amazon EKS.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"AmazonEKSCNIPolicy","Effect":"Allow","Action":["ec2:AssignPrivateIpAddresses","ec2:AttachNetworkInterface","ec2:CreateNetworkInterface","ec2:DeleteNetworkInterface","ec2:DescribeInstances","ec2:DescribeTags","ec2:DescribeNetworkInterfaces","ec2:DescribeInstanceTypes","ec2:DescribeSubnets","ec2:DescribeSecurityGroups","ec2:DetachNetworkInterface","ec2:ModifyNetworkInterfaceAttribute","ec2:UnassignPrivateIpAddresses"],"Resource":"*"},{"Sid":"AmazonEKSCNIPolicyENITag","Effect":"Allow","Action":["ec2:CreateTags"],"Resource":["arn:aws:ec2:*:*:network-interface/*"]}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        id: "ANPAWHARFSSMMANAGEDCO",
        description: "What AWS Systems Manager needs on an instance.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ssm:DescribeAssociation","ssm:GetDeployablePatchSnapshotForInstance","ssm:GetDocument","ssm:DescribeDocument","ssm:GetManifest","ssm:GetParameter","ssm:GetParameters","ssm:ListAssociations","ssm:ListInstanceAssociations","ssm:PutInventory","ssm:PutComplianceItems","ssm:PutConfigurePackageResult","ssm:UpdateAssociationStatus","ssm:UpdateInstanceAssociationStatus","ssm:UpdateInstanceInformation"],"Resource":"*"},{"Effect":"Allow","Action":["ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel","ssmmessages:OpenControlChannel","ssmmessages:OpenDataChannel"],"Resource":"*"},{"Effect":"Allow","Action":["ec2messages:AcknowledgeMessage","ec2messages:DeleteMessage","ec2messages:FailMessage","ec2messages:GetEndpoint","ec2messages:GetMessages","ec2messages:SendReply"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
        id: "ANPAWHARFCLOUDWATCHAG",
        description: "What the CloudWatch agent needs on a server.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"CWACloudWatchServerPermissions","Effect":"Allow","Action":["cloudwatch:PutMetricData","ec2:DescribeVolumes","ec2:DescribeTags","logs:PutLogEvents","logs:PutRetentionPolicy","logs:DescribeLogStreams","logs:DescribeLogGroups","logs:CreateLogStream","logs:CreateLogGroup","xray:PutTraceSegments","xray:PutTelemetryRecords","xray:GetSamplingRules","xray:GetSamplingTargets","xray:GetSamplingStatisticSummaries"],"Resource":"*"},{"Sid":"CWASSMServerPermissions","Effect":"Allow","Action":["ssm:GetParameter"],"Resource":"arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/EC2InstanceProfileForImageBuilderECRContainerBuilds",
        id: "ANPAWHARFIMAGEBUILDER",
        description: "Container images that EC2 Image Builder builds, and pushes to Amazon ECR.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["imagebuilder:GetComponent","imagebuilder:GetContainerRecipe","ecr:GetAuthorizationToken","ecr:BatchGetImage","ecr:InitiateLayerUpload","ecr:UploadLayerPart","ecr:CompleteLayerUpload","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:PutImage"],"Resource":"*"},{"Effect":"Allow","Action":["kms:Decrypt"],"Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:CalledVia":["imagebuilder.amazonaws.com"],"kms:EncryptionContextKeys":"aws:imagebuilder:arn"}}},{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::ec2imagebuilder*"},{"Effect":"Allow","Action":["logs:CreateLogStream","logs:CreateLogGroup","logs:PutLogEvents"],"Resource":"arn:aws:logs:*:*:log-group:/aws/imagebuilder/*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/IAMFullAccess",
        id: "ANPAWHARFIAMFULLACCES",
        description: "Everything in IAM, and reading the organization.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:*","organizations:DescribeAccount","organizations:DescribeOrganization","organizations:DescribeOrganizationalUnit","organizations:DescribePolicy","organizations:ListChildren","organizations:ListParents","organizations:ListPoliciesForTarget","organizations:ListPolicies","organizations:ListRoots","organizations:ListTargetsForPolicy"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/IAMReadOnlyAccess",
        id: "ANPAWHARFIAMREADONLYX",
        description: "Reading in IAM.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:Get*","iam:List*","iam:SimulateCustomPolicy","iam:SimulatePrincipalPolicy"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/PowerUserAccess",
        id: "ANPAWHARFPOWERUSERACC",
        description: "Everything but IAM, Organizations and the node itself.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*","wharf:*"],"Resource":"*"},{"Effect":"Allow","Action":["iam:CreateServiceLinkedRole","iam:DeleteServiceLinkedRole","iam:ListRoles","organizations:DescribeOrganization"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
        id: "ANPAWHARFREADONLYACCE",
        description: "Reading in every service that is served.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:BatchGetRepositoryScanningConfiguration","ecr:Describe*","ecr:Get*","ecr:List*","iam:Get*","iam:List*","iam:Simulate*","organizations:Describe*","organizations:List*","sts:GetAccessKeyInfo","sts:GetCallerIdentity","sts:GetSessionToken"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/aws-service-role/AWSECRPullThroughCache_ServiceRolePolicy",
        id: "ANPAWHARFECRPULLTHROU",
        description: "Of the role of Amazon ECR that fills pull-through caches.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"ECR","Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:InitiateLayerUpload","ecr:UploadLayerPart","ecr:CompleteLayerUpload","ecr:PutImage","ecr:BatchGetImage","ecr:BatchImportUpstreamImage","ecr:GetDownloadUrlForLayer","ecr:GetImageCopyStatus"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}}},{"Sid":"SecretsManager","Effect":"Allow","Action":["secretsmanager:GetSecretValue"],"Resource":"arn:aws:secretsmanager:*:*:secret:ecr-pullthroughcache/*","Condition":{"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}}}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/aws-service-role/ECRReplicationServiceRolePolicy",
        id: "ANPAWHARFECRREPLICATI",
        description: "Of the role of Amazon ECR that replicates images.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:CreateRepository","ecr:ReplicateImage"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/aws-service-role/ECRTemplateServiceRolePolicy",
        id: "ANPAWHARFECRTEMPLATES",
        description: "Of the role of Amazon ECR that makes repositories by templates.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"CreateRepositoryWithTemplate","Effect":"Allow","Action":["ecr:CreateRepository"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/service-role/AWSAppRunnerServicePolicyForECRAccess",
        id: "ANPAWHARFAPPRUNNERECR",
        description: "Pulls of AWS App Runner.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetDownloadUrlForLayer","ecr:BatchGetImage","ecr:DescribeImages","ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        id: "ANPAWHARFLAMBDABASICE",
        description: "The logs of an AWS Lambda function.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
        id: "ANPAWHARFLAMBDAVPCACC",
        description: "The logs and network interfaces of an AWS Lambda function in a VPC.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"AWSLambdaVPCAccessExecutionPermissions","Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents","ec2:CreateNetworkInterface","ec2:DescribeNetworkInterfaces","ec2:DescribeSubnets","ec2:DeleteNetworkInterface","ec2:AssignPrivateIpAddresses","ec2:UnassignPrivateIpAddresses"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy",
        id: "ANPAWHARFEBSCSIDRIVER",
        description: "Volumes of Amazon EBS for the pods of a cluster.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:DescribeAvailabilityZones","ec2:DescribeInstances","ec2:DescribeInstanceTypes","ec2:DescribeSnapshots","ec2:DescribeTags","ec2:DescribeVolumes","ec2:DescribeVolumesModifications","ec2:DescribeVolumeStatus"],"Resource":"*"},{"Effect":"Allow","Action":["ec2:CreateSnapshot","ec2:ModifyVolume"],"Resource":"arn:aws:ec2:*:*:volume/*"},{"Effect":"Allow","Action":["ec2:CopyVolumes"],"Resource":["arn:aws:ec2:*:*:volume/vol-*"]},{"Effect":"Allow","Action":["ec2:AttachVolume","ec2:DetachVolume"],"Resource":["arn:aws:ec2:*:*:volume/*","arn:aws:ec2:*:*:instance/*"]},{"Effect":"Allow","Action":["ec2:CreateVolume","ec2:EnableFastSnapshotRestores"],"Resource":"arn:aws:ec2:*:*:snapshot/*"},{"Effect":"Allow","Action":["ec2:CreateTags"],"Resource":["arn:aws:ec2:*:*:volume/*","arn:aws:ec2:*:*:snapshot/*"],"Condition":{"StringEquals":{"ec2:CreateAction":["CreateVolume","CreateSnapshot","CopyVolumes"]}}},{"Effect":"Allow","Action":["ec2:DeleteTags"],"Resource":["arn:aws:ec2:*:*:volume/*","arn:aws:ec2:*:*:snapshot/*"]},{"Effect":"Allow","Action":["ec2:CreateVolume","ec2:CopyVolumes"],"Resource":"arn:aws:ec2:*:*:volume/*","Condition":{"StringLike":{"aws:RequestTag/ebs.csi.aws.com/cluster":"true"}}},{"Effect":"Allow","Action":["ec2:CreateVolume","ec2:CopyVolumes"],"Resource":"arn:aws:ec2:*:*:volume/*","Condition":{"StringLike":{"aws:RequestTag/CSIVolumeName":"*"}}},{"Effect":"Allow","Action":["ec2:DeleteVolume"],"Resource":"arn:aws:ec2:*:*:volume/*","Condition":{"StringLike":{"ec2:ResourceTag/ebs.csi.aws.com/cluster":"true"}}},{"Effect":"Allow","Action":["ec2:DeleteVolume"],"Resource":"arn:aws:ec2:*:*:volume/*","Condition":{"StringLike":{"ec2:ResourceTag/CSIVolumeName":"*"}}},{"Effect":"Allow","Action":["ec2:DeleteVolume"],"Resource":"arn:aws:ec2:*:*:volume/*","Condition":{"StringLike":{"ec2:ResourceTag/kubernetes.io/created-for/pvc/name":"*"}}},{"Effect":"Allow","Action":["ec2:CreateSnapshot"],"Resource":"arn:aws:ec2:*:*:snapshot/*","Condition":{"StringLike":{"aws:RequestTag/CSIVolumeSnapshotName":"*"}}},{"Effect":"Allow","Action":["ec2:CreateSnapshot"],"Resource":"arn:aws:ec2:*:*:snapshot/*","Condition":{"StringLike":{"aws:RequestTag/ebs.csi.aws.com/cluster":"true"}}},{"Effect":"Allow","Action":["ec2:DeleteSnapshot","ec2:LockSnapshot"],"Resource":"arn:aws:ec2:*:*:snapshot/*","Condition":{"StringLike":{"ec2:ResourceTag/CSIVolumeSnapshotName":"*"}}},{"Effect":"Allow","Action":["ec2:DeleteSnapshot","ec2:LockSnapshot"],"Resource":"arn:aws:ec2:*:*:snapshot/*","Condition":{"StringLike":{"ec2:ResourceTag/ebs.csi.aws.com/cluster":"true"}}}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
        id: "ANPAWHARFECSFOREC2ROL",
        description: "What an instance of Amazon ECS needs, with pulls.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:DescribeTags","ecs:CreateCluster","ecs:DeregisterContainerInstance","ecs:DiscoverPollEndpoint","ecs:Poll","ecs:RegisterContainerInstance","ecs:StartTelemetrySession","ecs:UpdateContainerInstancesState","ecs:Submit*","ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:BatchGetImage","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"},{"Effect":"Allow","Action":"ecs:TagResource","Resource":"*","Condition":{"StringEquals":{"ecs:CreateAction":["CreateCluster","RegisterContainerInstance"]}}},{"Effect":"Allow","Action":["ecs:ListTagsForResource"],"Resource":["arn:aws:ecs:*:*:task/*/*","arn:aws:ecs:*:*:container-instance/*/*"]}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        id: "ANPAWHARFECSTASKEXECU",
        description: "Pulls and logs of the tasks of Amazon ECS.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:BatchGetImage","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}"#,
    },
];
